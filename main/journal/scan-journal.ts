/**
 * The scan: what a journal file is worth, decided once when it is opened.
 *
 * Always true:
 * - JS1 Every intact line is found, also behind a damaged one.
 * - JS2 Every place where the file is not what was written is reported with its line and byte offset.
 * - JS3 `soundBytes` ends after the last intact line; what follows was never promised or can no longer be read.
 */
import type {JournalDamage} from '../../shared/protocol/bridge.ts';
import type {Place} from '../disk/place.ts';
import {isForeignHeader, type JournalHeader, readLine} from './journal-line.ts';
import type {FileLine} from './split-lines.ts';

export interface JournalScan {
  /** The file belongs to another device or another format. */
  readonly foreign: boolean;
  readonly headSeq: number | null;
  readonly headSeal: string;
  readonly soundBytes: number;
  readonly places: Map<number, Place>;
  readonly damage: JournalDamage[];
}

export async function scanJournal(
  lines: AsyncIterable<FileLine>,
  header: JournalHeader,
): Promise<JournalScan> {
  const places = new Map<number, Place>();
  const damage: JournalDamage[] = [];
  let head: {readonly seq: number | null; readonly seal: string} = {seq: null, seal: header.seal};
  let soundBytes = 0;
  let line = 0;
  let previousAltered = false;
  for await (const {bytes, byteOffset, finished} of lines) {
    line += 1;
    const isHeader = line === 1;
    if (isHeader && finished && isForeignHeader(bytes, header))
      return {foreign: true, headSeq: null, headSeal: header.seal, soundBytes: 0, places, damage};
    const record = isHeader ? undefined : readLine(bytes);
    const intact = finished && (isHeader ? bytes.toString('utf8') === header.text : record !== undefined);
    if (!intact) {
      damage.push({reason: finished ? 'altered' : 'torn', line, byteOffset});
      previousAltered = true;
      continue;
    }
    if (record !== undefined) {
      if (record.prev !== head.seal && !previousAltered) damage.push({reason: 'gap', line, byteOffset});
      places.set(record.seq, {byteOffset, byteLength: bytes.length});
      head = {seq: record.seq, seal: record.seal};
    }
    previousAltered = false;
    soundBytes = byteOffset + bytes.length + 1;
  }
  return {foreign: false, headSeq: head.seq, headSeal: head.seal, soundBytes, places, damage};
}
