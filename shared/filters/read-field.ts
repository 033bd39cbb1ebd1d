import type {JsonValue} from '../kernel/metadata.ts';

/** Deeper than metadata goes; stops names made of nothing but dots. */
const deepest = 10;

/**
 * A field by its dotted path: `metadata.size.width`. A key that holds dots itself is found too, longest first. On the
 * way a list stands for each of its elements, so `metadata.tags.color` of two tags is a list of two colours.
 */
export function readField(record: JsonValue | undefined, path: string): JsonValue | undefined {
  return readParts(record, path, deepest);
}

function readParts(record: JsonValue | undefined, path: string, depth: number): JsonValue | undefined {
  if (typeof record !== 'object' || record === null || depth === 0) return undefined;
  if (Array.isArray(record)) {
    const found = record.flatMap(element => readParts(element, path, depth - 1) ?? []);
    return found.length === 0 ? undefined : found;
  }
  if (Object.hasOwn(record, path)) return record[path];
  for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
    const head = path.slice(0, dot);
    if (Object.hasOwn(record, head)) {
      const value = readParts(record[head], path.slice(dot + 1), depth - 1);
      if (value !== undefined) return value;
    }
  }
  return undefined;
}
