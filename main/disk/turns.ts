/** Runs tasks one after the other, in the order they were given; one that fails does not stop the next. */
export type Turns = <T>(task: () => Promise<T>) => Promise<T>;

export function takeTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return task => {
    const turn = last.then(task);
    last = turn.catch(() => undefined);
    return turn;
  };
}
