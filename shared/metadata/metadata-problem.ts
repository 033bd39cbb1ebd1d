import type {JsonValue} from '../kernel/metadata.ts';

/** Why a key's value is refused. `key` is its path: `Payment.tax`, `tags.2.color`. */
export interface MetadataProblem {
  readonly key: string;
  /** All that the definition asks for, as one text. */
  readonly needed: string;
  /** Absent where the key itself is missing or not allowed. */
  readonly actual?: JsonValue;
}

const longestShown = 100;

/** `location_id: must be a string, must be equal to one of L1,L2 (actual value is 'L3')`, as the contract words it. */
export function metadataProblemText({key, needed, actual}: MetadataProblem): string {
  return actual === undefined ? `${key}: ${needed}` : `${key}: ${needed} (actual value is ${shown(actual)})`;
}

function shown(value: JsonValue): string {
  const text = typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
  return text.length <= longestShown ? text : `${text.slice(0, longestShown)}…`;
}
