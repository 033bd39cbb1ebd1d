/**
 * Which records of a batch are new, or why the batch cannot be taken. Decides for the batch as a whole.
 */
import type {JournalRecord} from '../../shared/protocol/bridge.ts';

interface AppendRefusal {
  readonly code: 'out-of-order' | 'conflict' | 'damaged';
  /** The record that cannot be taken. */
  readonly seq: number;
}

export type Sifted =
  | {readonly ok: true; readonly fresh: readonly JournalRecord[]}
  | {readonly ok: false; readonly refusal: AppendRefusal};

export interface KeptRecords {
  readonly firstSeq: number | null;
  readonly headSeq: number | null;
  /** The hash kept under a number, or undefined if its line cannot be read. */
  hashAt(seq: number): Promise<string | undefined>;
}

export async function siftRecords(records: readonly JournalRecord[], kept: KeptRecords): Promise<Sifted> {
  const fresh: JournalRecord[] = [];
  for (const record of records) {
    const {seq} = record;
    const lastSeq = fresh.at(-1)?.seq ?? kept.headSeq;
    if (lastSeq === null || seq === lastSeq + 1) {
      fresh.push(record);
      continue;
    }
    const firstSeq = kept.firstSeq ?? fresh[0]?.seq ?? 0;
    if (seq > lastSeq || seq < firstSeq) return {ok: false, refusal: {code: 'out-of-order', seq}};
    const hash = fresh.find(f => f.seq === seq)?.hash ?? (await kept.hashAt(seq));
    if (hash === undefined) return {ok: false, refusal: {code: 'damaged', seq}};
    if (hash !== record.hash) return {ok: false, refusal: {code: 'conflict', seq}};
  }
  return {ok: true, fresh};
}
