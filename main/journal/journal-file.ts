/**
 * One device's journal, open: append and read.
 *
 * Always true:
 * - JF1 `append` returns after the records are flushed to the disk, all of them or none.
 * - JF2 Sequence numbers follow each other without a gap from the first record on.
 * - JF3 A record that is there already is not written twice; another record under its number is refused.
 * - JF4 Nothing readable is ever removed.
 *
 * Not safe for two calls at once: `journals.ts` gives turns.
 */
import type {FileHandle} from 'node:fs/promises';
import type {BridgeOutput, JournalRecord} from '../../shared/protocol/bridge.ts';
import {type Place, readPlace, writeFlushed} from '../disk/place.ts';
import {readLine, writeLine} from './journal-line.ts';
import type {JournalScan} from './scan-journal.ts';
import {siftRecords} from './sift-records.ts';

export interface JournalFile {
  append(records: readonly JournalRecord[]): Promise<BridgeOutput<'journal:append'>>;
  /** Records after `afterSeq`, at most `limit` of them. */
  read(afterSeq: number, limit: number): Promise<BridgeOutput<'journal:read'>>;
  close(): Promise<void>;
}

/** An answer larger than this is given in parts, so that no call holds the whole journal in memory. */
const ANSWER_BYTES = 8 << 20;

export function journalFile(handle: FileHandle, scan: JournalScan): JournalFile {
  const {places, damage} = scan;
  let {headSeq, headSeal, soundBytes} = scan;
  const state = () => ({headSeq, damage: [...damage]});
  const firstSeq = (): number | null => places.keys().next().value ?? null;

  async function recordAt(seq: number): Promise<JournalRecord | undefined> {
    const place = places.get(seq);
    const line = place && readLine(await readPlace(handle, place));
    return line && {seq: line.seq, hash: line.hash, body: line.body};
  }

  async function write(fresh: readonly JournalRecord[]): Promise<void> {
    const lines = sealAll(fresh, headSeal, soundBytes);
    try {
      await writeFlushed(handle, lines.map(l => `${l.text}\n`).join(''), soundBytes);
    } catch (error) {
      // Half a batch must not be found at the next start as if it had been promised.
      await handle.truncate(soundBytes).catch(() => undefined);
      throw error;
    }
    for (const line of lines) {
      places.set(line.seq, line.place);
      headSeq = line.seq;
      headSeal = line.seal;
      soundBytes = line.place.byteOffset + line.place.byteLength + 1;
    }
  }

  return {
    async append(records) {
      const hashAt = async (seq: number) => (await recordAt(seq))?.hash;
      const sifted = await siftRecords(records, {firstSeq: firstSeq(), headSeq, hashAt});
      if (!sifted.ok) return {ok: false, ...sifted.refusal, ...state()};
      if (sifted.fresh.length > 0) await write(sifted.fresh);
      return {ok: true, written: sifted.fresh.length, ...state()};
    },

    async read(afterSeq, limit) {
      const records: JournalRecord[] = [];
      let bytes = 0;
      let seq = Math.max(afterSeq + 1, firstSeq() ?? 0);
      for (; headSeq !== null && seq <= headSeq; seq += 1) {
        if (records.length >= limit || bytes >= ANSWER_BYTES) break;
        const record = await recordAt(seq);
        if (record === undefined) continue;
        records.push(record);
        bytes += record.body.length;
      }
      return {ok: true, records, more: headSeq !== null && seq <= headSeq, ...state()};
    },

    close: () => handle.close(),
  };
}

interface PlacedLine {
  readonly seq: number;
  readonly text: string;
  readonly seal: string;
  readonly place: Place;
}

function sealAll(records: readonly JournalRecord[], headSeal: string, startByte: number): PlacedLine[] {
  let prev = headSeal;
  let byteOffset = startByte;
  return records.map(record => {
    const line = writeLine(record, prev);
    const place = {byteOffset, byteLength: Buffer.byteLength(line.text)};
    prev = line.seal;
    byteOffset += place.byteLength + 1;
    return {seq: record.seq, ...line, place};
  });
}
