/** The text of a jsonb value, branded with what it holds. */
export type JsonText<T> = string & {readonly __json: T};

/** A value for a jsonb column. pg passes text on untouched; an array it would send as a PostgreSQL array. */
export function jsonb<T>(value: T): JsonText<T> {
  return JSON.stringify(value) as JsonText<T>;
}
