/** Steps back to a moment of a transaction, newest first. */
export interface UndoLog {
  readonly steps: (() => void)[];
}

export function newUndoLog(): UndoLog {
  return {steps: []};
}

/** Takes back everything after the first `length` steps. */
export function undoTo(log: UndoLog, length: number): void {
  while (log.steps.length > length) log.steps.pop()?.();
}

/** Rows by key. Rows are never changed, only replaced; each change can be taken back. */
export class UndoableTable<K, V> {
  readonly #rows = new Map<K, V>();
  readonly #log: UndoLog;

  constructor(log: UndoLog) {
    this.#log = log;
  }

  get rows(): ReadonlyMap<K, V> {
    return this.#rows;
  }

  get(key: K): V | undefined {
    return this.#rows.get(key);
  }

  set(key: K, row: V): void {
    const before = this.#rows.get(key);
    this.#log.steps.push(
      before === undefined ? () => this.#rows.delete(key) : () => this.#rows.set(key, before),
    );
    this.#rows.set(key, row);
  }

  delete(key: K): void {
    const before = this.#rows.get(key);
    if (before === undefined) return;
    this.#log.steps.push(() => this.#rows.set(key, before));
    this.#rows.delete(key);
  }

  /** Puts the rows of a copy taken earlier back, outside any transaction. */
  replaceAll(rows: ReadonlyMap<K, V>): void {
    this.#rows.clear();
    for (const [key, row] of rows) this.#rows.set(key, row);
  }
}
