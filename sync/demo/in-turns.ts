/**
 * How many requests one list keeps under way: enough that several commits share a write to disk; with the lists that
 * are loaded side by side still fewer than the server's connections.
 */
const lanes = 6;

/** Does `work` for every item, a few at a time; the results in the order of the items. */
export async function inTurns<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = [...items.entries()];
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      results[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({length: lanes}, lane));
  return results;
}
