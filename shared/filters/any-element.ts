import type {JsonValue} from '../kernel/metadata.ts';

/** A list is looked through element by element; one level. Unknown has no element. */
export function anyElement(
  value: JsonValue | undefined,
  test: (element: Exclude<JsonValue, null>) => boolean,
): boolean {
  if (value === undefined || value === null) return false;
  if (!Array.isArray(value)) return test(value);
  for (const element of value) if (element !== null && test(element)) return true;
  return false;
}
