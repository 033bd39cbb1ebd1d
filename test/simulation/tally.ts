/** Counts of what happened, by name. */
export interface Tally {
  count(name: string, by?: number): void;
  readonly counts: Readonly<Record<string, number>>;
}

export function newTally(): Tally {
  const counts: Record<string, number> = {};
  return {
    count(name, by = 1) {
      counts[name] = (counts[name] ?? 0) + by;
    },
    counts,
  };
}
