/** Rows of one kind in memory, with what undoes each change. Rows are never changed in place, so they are shared. */
import type {IndexedRows} from '../../renderer/till-ledger/ledger-store.ts';

export interface RowTable<Row, Key> {
  readonly rows: Map<string, Row>;
  get(key: Key): Row | undefined;
  /** Keeps the row in place of the one with its key. @returns how to undo it. */
  set(row: Row): () => void;
  remove(key: Key): () => void;
  sorted(): Row[];
  having(index: string, value: string): Row[];
  between(from: Key, through: Key): Row[];
  keyOf(row: Row): Key;
  /** Another table with the same rows. */
  copy(): RowTable<Row, Key>;
}

type KeyPart = string | number;
export type RowKey = KeyPart | readonly KeyPart[];

export interface RowShape<Row, Key> {
  readonly keyOf: (row: Row) => Key;
  readonly indexes: Readonly<Record<string, (row: Row) => string | null>>;
}

export function rowTable<Row, Key extends RowKey>(
  shape: RowShape<Row, Key>,
  rows = new Map<string, Row>(),
): RowTable<Row, Key> {
  const {keyOf, indexes} = shape;
  const byIndex = new Map(Object.keys(indexes).map(name => [name, new Map<string, Set<string>>()]));

  function note(row: Row, id: string, isThere: boolean): void {
    for (const [name, read] of Object.entries(indexes)) {
      const value = read(row);
      const values = byIndex.get(name);
      if (value === null || values === undefined) continue;
      const ids = values.get(value) ?? new Set();
      values.set(value, ids);
      if (isThere) ids.add(id);
      else ids.delete(id);
    }
  }
  function replace(id: string, row: Row | undefined): () => void {
    const before = rows.get(id);
    if (before !== undefined) note(before, id, false);
    if (row === undefined) rows.delete(id);
    else rows.set(id, row);
    if (row !== undefined) note(row, id, true);
    return () => void replace(id, before);
  }
  const inOrder = (found: Row[]) => found.sort((a, b) => compareKeys(keyOf(a), keyOf(b)));
  for (const [id, row] of rows) note(row, id, true);

  return {
    rows,
    keyOf,
    get: key => rows.get(idOf(key)),
    set: row => replace(idOf(keyOf(row)), row),
    remove: key => replace(idOf(key), undefined),
    sorted: () => inOrder([...rows.values()]),
    having(index, value) {
      const ids = byIndex.get(index)?.get(value) ?? [];
      return inOrder([...ids].flatMap(id => rows.get(id) ?? []));
    },
    between: (from, through) =>
      inOrder(
        [...rows.values()].filter(
          row => compareKeys(keyOf(row), from) >= 0 && compareKeys(keyOf(row), through) <= 0,
        ),
      ),
    copy: () => rowTable(shape, new Map(rows)),
  };
}

function idOf(key: RowKey): string {
  return typeof key === 'object' ? key.join('\n') : String(key);
}

/** As IndexedDB compares keys of one kind: part by part, text by code units. */
function compareKeys(a: RowKey, b: RowKey): number {
  const [left, right] = [parts(a), parts(b)];
  for (const [place, part] of left.entries()) {
    const other = right[place];
    if (other === undefined) return 1;
    if (part !== other) return part < other ? -1 : 1;
  }
  return left.length - right.length;
}

function parts(key: RowKey): readonly KeyPart[] {
  return typeof key === 'object' ? key : [key];
}

/** What one connection does to one kind of rows; `step` runs each access and `undo` remembers how to take it back. */
export interface RowAccess {
  step<Result>(access: () => Result): Promise<Result>;
  undo(takeBack: () => void): void;
}

export function accessRows<Row, Key, Index extends string>(
  table: RowTable<Row, Key>,
  {step, undo}: RowAccess,
): IndexedRows<Row, Key, Index> {
  const set = (row: Row) => undo(table.set(row));
  const remove = (key: Key) => undo(table.remove(key));
  return {
    get: key => step(() => table.get(key)),
    getMany: keys => step(() => keys.map(key => table.get(key))),
    put: row => step(() => set(row)),
    putMany: rows => step(() => rows.forEach(set)),
    add: row =>
      step(() => {
        if (table.get(table.keyOf(row)) !== undefined) throw new KeyTaken();
        set(row);
      }),
    delete: key => step(() => remove(key)),
    deleteMany: keys => step(() => keys.forEach(remove)),
    all: () => step(() => table.sorted()),
    having: (index, values, limit) =>
      step(() =>
        [...new Set(values)]
          .sort()
          .flatMap(value => table.having(index, value))
          .slice(0, limit),
      ),
    count: (index, value) => step(() => table.having(index, value).length),
    between: (from, through, limit) => step(() => table.between(from, through).slice(0, limit)),
  };
}

class KeyTaken extends Error {
  override readonly name = 'ConstraintError';
}
