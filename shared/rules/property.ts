import type {JsonValue, Metadata} from '../kernel/metadata.ts';

/** An attribute's name, read once: the name itself, and what it means as a path (`address.city`). */
export interface Property {
  readonly name: string;
  /** null where the name has no dots. */
  readonly path: readonly string[] | null;
}

/** Steps into nested objects; more is a mistake or an attack. */
const longestPath = 10;

export function propertyOf(name: string): Property {
  const path = name.split('.');
  return {name, path: path.length === 1 || path.length > longestPath ? null : path};
}

/**
 * What things have under a name, or null; never something inherited. An attribute with exactly this name comes
 * first, then the path through nested objects; a list on the way gives the list of what its members have.
 */
export function readProperty(metadata: Metadata, {name, path}: Property): JsonValue {
  if (Object.hasOwn(metadata, name)) return metadata[name] ?? null;
  return path === null ? null : readPath(metadata, path, 0);
}

function readPath(value: JsonValue, path: readonly string[], step: number): JsonValue {
  const key = path[step];
  if (key === undefined) return value;
  if (Array.isArray(value)) {
    const found = value.flatMap(member => readPath(member, path, step));
    const present = found.filter(member => member !== null);
    return present.length === 0 ? null : present;
  }
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return null;
  return readPath(value[key] ?? null, path, step + 1);
}
