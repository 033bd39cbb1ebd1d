/** How many requests the loading keeps under way: enough to fill the time a commit takes, few enough for any pool. */
const lanes = 4;

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
