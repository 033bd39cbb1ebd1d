/**
 * The journal of a browser till: one line of JSON per operation in a file of the origin's own file system, which
 * Chromium keeps apart from IndexedDB and does not throw away with it.
 *
 * Several windows append to one file, each under the caller's lock; what others wrote is read before every step.
 * A torn last line was never promised and is cut off.
 */
import type {JournalRecord} from '../../shared/protocol/bridge.ts';

/** The part of a FileSystemSyncAccessHandle that is used; only workers have one. */
export interface SyncFile {
  getSize(): number;
  read(into: Uint8Array, options: {at: number}): number;
  write(bytes: Uint8Array, options: {at: number}): number;
  truncate(size: number): void;
  flush(): void;
}

export type OriginAppend =
  | {readonly ok: true}
  | {readonly ok: false; readonly code: 'behind'; readonly headSequence: number}
  | {readonly ok: false; readonly code: 'conflict' | 'failed'; readonly message: string};

export interface OriginFile {
  /** Returns once the records are flushed. */
  append(records: readonly JournalRecord[]): OriginAppend;
  recordsAfter(sequence: number, limit: number): {readonly records: JournalRecord[]; readonly more: boolean};
  readonly headSequence: () => number;
}

export function originFile(file: SyncFile): OriginFile {
  const records = new Map<number, JournalRecord>();
  let readTo = 0;
  let head = 0;

  /** Takes in whole lines from where it stopped, and cuts off half a one. */
  function catchUp(): void {
    const bytes = new Uint8Array(file.getSize() - readTo);
    file.read(bytes, {at: readTo});
    const end = bytes.lastIndexOf(newline) + 1;
    for (const line of new TextDecoder().decode(bytes.subarray(0, end)).split('\n')) take(parse(line));
    readTo += end;
    if (file.getSize() > readTo) file.truncate(readTo);
  }

  function take(record: JournalRecord | null): void {
    if (record === null) return;
    records.set(record.seq, record);
    head = Math.max(head, record.seq);
  }

  return {
    append(given) {
      catchUp();
      const fresh: JournalRecord[] = [];
      for (const record of given) {
        const known = records.get(record.seq);
        if (known !== undefined && known.hash !== record.hash)
          return {ok: false, code: 'conflict', message: `another operation has number ${record.seq}`};
        if (known !== undefined) continue;
        const last = fresh.at(-1)?.seq ?? head;
        if (last > 0 && record.seq !== last + 1) return {ok: false, code: 'behind', headSequence: head};
        fresh.push(record);
      }
      const bytes = new TextEncoder().encode(fresh.map(record => `${JSON.stringify(record)}\n`).join(''));
      if (file.write(bytes, {at: readTo}) !== bytes.length) {
        file.truncate(readTo);
        return {ok: false, code: 'failed', message: 'the browser wrote only a part of the journal'};
      }
      file.flush();
      readTo += bytes.length;
      fresh.forEach(take);
      return {ok: true};
    },
    recordsAfter(sequence, limit) {
      catchUp();
      const after = [...records.values()].filter(({seq}) => seq > sequence).sort((a, b) => a.seq - b.seq);
      return {records: after.slice(0, limit), more: after.length > limit};
    },
    headSequence: () => head,
  };
}

const newline = 10;

/** null for a line that is not a record: what a person or a bad disk did to it is no reason to stop. */
function parse(line: string): JournalRecord | null {
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is JournalRecord {
  return (
    typeof value === 'object' &&
    value !== null &&
    'seq' in value &&
    Number.isSafeInteger(value.seq) &&
    'hash' in value &&
    typeof value.hash === 'string' &&
    'body' in value &&
    typeof value.body === 'string'
  );
}
