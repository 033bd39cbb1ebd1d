/**
 * Packed vouchers. A voucher's *slot* comes from its code, whichever rule of equal codes a project has; a *block* is the
 * vouchers of one range of slots (a *bucket*) as one line of text, so that a till stores and finds them without a row
 * for each. What the vouchers of a block have in common is said once.
 *
 * A chunk of a snapshot is the gzip of its blocks' lines, one per bucket that has vouchers, by rising bucket.
 */
import {z} from 'zod';
import {normaliseCode} from '../codes/normalise-code.ts';
import {canonicalJson} from '../kernel/canonical-json.ts';
import type {Voucher} from '../redeemables/voucher.ts';

/** The format that this version writes and reads. */
export const blockFormat = 1;

const slots = 65_536;

/**
 * 0–65,535. The folded form decides, because codes that are equal with case are equal without it: one place serves
 * projects that mind the case and projects that do not.
 */
export function voucherSlot(code: string): number {
  const folded = normaliseCode(code, false);
  let hash = 0x811c9dc5;
  for (let at = 0; at < folded.length; at += 1) hash = Math.imul(hash ^ folded.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 16)) & 0xffff;
}

/** Of `buckets` (a power of two, at most 65,536), the one that a slot lies in. */
export function bucketOfSlot(slot: number, buckets: number): number {
  return Math.floor((slot * buckets) / slots);
}

export function bucketOfCode(code: string, buckets: number): number {
  return bucketOfSlot(voucherSlot(code), buckets);
}

/** The voucher without what is its own. */
type Template = Omit<Voucher, 'kind' | 'id' | 'version' | 'code'>;
type PackedRow = readonly [template: number, id: string, version: number, code: string];

/** One line, without its end. Rows by rising id, so that equal vouchers give equal bytes. */
export function packBlock(bucket: number, vouchers: readonly Voucher[]): string {
  const places = new Map<string, number>();
  const templates: string[] = [];
  const rows: PackedRow[] = [];
  for (const {kind: _kind, id, version, code, ...template} of sortedById(vouchers)) {
    const text = canonicalJson(template satisfies Template);
    let place = places.get(text);
    if (place === undefined) {
      place = templates.push(text) - 1;
      places.set(text, place);
    }
    rows.push([place, id, version, code]);
  }
  return `${bucket} {"t":[${templates.join(',')}],"r":${JSON.stringify(rows)}}`;
}

function sortedById(vouchers: readonly Voucher[]): readonly Voucher[] {
  return vouchers.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

export interface PackedVoucher {
  readonly id: string;
  readonly version: number;
  readonly code: string;
  /** As it was published; whoever uses it checks it, because a newer server may have written it. */
  readonly document: unknown;
}

const blockSchema = z.object({
  t: z.array(z.record(z.string(), z.unknown())),
  r: z.array(z.tuple([z.int().nonnegative(), z.string(), z.int().positive(), z.string()])),
});

/** A line apart: its bucket, and the text that `readBlock` reads. Null for what is no line of a chunk. */
export function splitLine(line: string): {readonly bucket: number; readonly text: string} | null {
  const end = line.indexOf(' ');
  const bucket = Number(line.slice(0, end));
  return end < 1 || !Number.isSafeInteger(bucket) || bucket < 0 ? null : {bucket, text: line.slice(end + 1)};
}

/** The vouchers of a block's text. @throws when it is no block: its chunk was checked by hash when it came. */
export function readBlock(text: string): readonly PackedVoucher[] {
  const {t, r} = blockSchema.parse(JSON.parse(text));
  return r.map(([place, id, version, code]) => ({
    id,
    version,
    code,
    document: {...t[place], kind: 'voucher', id, version, code},
  }));
}
