/**
 * The journal: a second, independent copy of every operation, outside the browser's storage, because that storage
 * can be wiped without a word (sync.md §13.2). Where there is none, the ledger database is the only copy.
 */
import type {JournalRecord} from '../../shared/protocol/bridge.ts';

export type JournalAppend =
  | {readonly ok: true}
  /** Records between `headSequence` and these are missing: append from there. */
  | {readonly ok: false; readonly code: 'behind'; readonly headSequence: number}
  /** `conflict`: this till's number is used twice, or its storage was rolled back. `failed`: the disk. */
  | {readonly ok: false; readonly code: 'conflict' | 'failed'; readonly message: string};

type JournalRead =
  | {
      readonly ok: true;
      readonly records: readonly JournalRecord[];
      readonly more: boolean;
      /** Sequence of the newest record, 0 while there is none. */
      readonly headSequence: number;
      /** Places where the file is not what was written, in words. */
      readonly damage: readonly string[];
    }
  | {readonly ok: false; readonly message: string};

export interface Journal {
  readonly kind: 'file' | 'none';
  /** Resolves when the records, in order of sequence, are flushed to the disk. At most 500 at a time. */
  append(records: readonly JournalRecord[]): Promise<JournalAppend>;
  /** Records with a sequence above `afterSequence`, in order; `more` says to ask again. */
  read(afterSequence: number): Promise<JournalRead>;
}

/** For a browser that offers no files of its own. */
export const noJournal: Journal = {
  kind: 'none',
  append: () => Promise.resolve({ok: true}),
  read: () => Promise.resolve({ok: true, records: [], more: false, headSequence: 0, damage: []}),
};
