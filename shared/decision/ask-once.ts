/** The values there are, each once, sorted. */
export function unique<T extends string>(values: readonly (T | null | undefined)[]): T[] {
  const given = values.filter((value): value is T => value !== null && value !== undefined);
  return [...new Set(given)].sort();
}

/** What `lookup` finds for the ids there are, each asked for once; where there are none nobody is asked. */
export async function askOnce<Id extends string, Found>(
  ids: readonly (Id | null | undefined)[],
  lookup: (ids: readonly Id[]) => Promise<readonly Found[]>,
): Promise<readonly Found[]> {
  const asked = unique(ids);
  return asked.length === 0 ? [] : lookup(asked);
}
