import {expect, test} from 'vitest';
import {enrolmentCode, normaliseEnrolmentCode} from './enrolment-code.ts';

test('eight characters that nobody mistakes for others, in two groups', () => {
  for (let seed = 0; seed < 256; seed += 1) {
    const code = enrolmentCode(Uint8Array.from({length: 8}, (_, at) => (seed * 31 + at * 47) % 256));
    expect(code).toMatch(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/);
  }
});

test.each(['abcd-2345', ' ABCD 2345 ', 'ABCD–2345', 'a b c d 2 3 4 5'])('%s is ABCD2345', typed => {
  expect(normaliseEnrolmentCode(typed)).toBe('ABCD2345');
});
