import {expect} from 'vitest';

/** Text of a form, inside an expected object. Vitest's own matchers are `any`, which the lint rules do not let through. */
export function like(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}
