/** An instant as the REST API writes it: UTC with milliseconds. */
export function isoTime(date: Date): string {
  return date.toISOString();
}

export function isoTimeOrNull(date: Date | null): string | null {
  return date === null ? null : date.toISOString();
}

/** An ISO 8601 moment or day that a schema has checked; a day is its first moment in UTC. */
export function toDateOrNull(iso: string | null | undefined): Date | null {
  return iso === null || iso === undefined ? null : new Date(iso);
}
