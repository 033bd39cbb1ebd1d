import {canonicalJson} from '../shared/kernel/canonical-json.ts';

/** Whether a change would change anything: an upsert that repeats what is there publishes nothing. */
export function sameContent(a: object, b: object): boolean {
  return canonicalJson(a) === canonicalJson(b);
}
