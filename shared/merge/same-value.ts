import {canonicalJson} from '../kernel/canonical-json.ts';
import type {JsonValue} from '../kernel/metadata.ts';

/** Whether two fields hold the same; undefined is a field that is not there. */
export function sameValue(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return canonicalJson(a) === canonicalJson(b);
}
