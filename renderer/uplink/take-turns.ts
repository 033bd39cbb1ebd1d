/** Runs tasks one after the other, in order of asking; one that fails does not hold up the next. */
export function takeTurns(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return task => {
    const turn = last.then(task, task);
    last = turn.catch(() => undefined);
    return turn;
  };
}
