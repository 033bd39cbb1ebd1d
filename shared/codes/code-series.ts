/**
 * The codes of one shape and key, handed out by number. A campaign that makes more codes, or another that uses the
 * same prefix again, continues where the last one stopped; a device gets a range of its own and makes them offline.
 */
import {hexToBytes} from '@noble/hashes/utils.js';
import {z} from 'zod';
import {assert} from '../kernel/assert.ts';
import {codeConfigSchema} from './code-config.ts';
import {codeMaker, type MadeMaker} from './code-maker.ts';

export const codeSeriesSchema = z.object({
  kind: z.literal('code_series'),
  id: z.string().min(1).max(120),
  version: z.int().positive(),
  config: codeConfigSchema,
  caseSensitive: z.boolean(),
  /** 32 random bytes; whoever knows them knows every code of the series. */
  keyHex: z.string().regex(/^[0-9a-f]{64}$/, {error: 'should be 32 bytes in lower-case hex'}),
  /** Numbers below are handed out. */
  nextIndex: z.int().nonnegative(),
});
export type CodeSeries = z.output<typeof codeSeriesSchema>;

/** The codes with the numbers `from` … `from + count − 1`. */
export interface CodeRange {
  readonly seriesId: string;
  readonly from: number;
  readonly count: number;
}

export type TakenRange =
  | {readonly ok: true; readonly series: CodeSeries; readonly range: CodeRange}
  | {
      readonly ok: false;
      readonly refusal: {readonly code: 'codes_exhausted'; readonly capacity: number; readonly left: number};
    };

const opened = new WeakMap<CodeSeries, MadeMaker>();

/** Makes and recognises the codes of a series. The same object is opened once. */
export function openSeries(series: CodeSeries): MadeMaker {
  const known =
    opened.get(series) ?? codeMaker(series.config, hexToBytes(series.keyHex), series.caseSensitive);
  opened.set(series, known);
  return known;
}

/** Hands out the next `count` numbers, all or none. `capacity` is the maker's. */
export function takeRange(series: CodeSeries, count: number, capacity: number): TakenRange {
  assert(Number.isSafeInteger(count) && count > 0, `no range of ${count} codes`);
  const left = Math.max(0, capacity - series.nextIndex);
  if (count > left) return {ok: false, refusal: {code: 'codes_exhausted', capacity, left}};
  return {
    ok: true,
    series: {...series, version: series.version + 1, nextIndex: series.nextIndex + count},
    range: {seriesId: series.id, from: series.nextIndex, count},
  };
}

/** A part of a range for a device; what is left stays with whoever held it. */
export function splitRange(range: CodeRange, count: number): {part: CodeRange; rest: CodeRange | null} {
  assert(Number.isSafeInteger(count) && count > 0 && count <= range.count, `no part of ${count} codes`);
  const {seriesId, from} = range;
  return {
    part: {seriesId, from, count},
    rest: count === range.count ? null : {seriesId, from: from + count, count: range.count - count},
  };
}
