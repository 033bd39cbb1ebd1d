import {expect, test} from 'vitest';
import {AssertionFailure} from '../kernel/assert.ts';
import {
  type CodeRange,
  type CodeSeries,
  codeSeriesSchema,
  openSeries,
  splitRange,
  takeRange,
} from './code-series.ts';

const series: CodeSeries = codeSeriesSchema.parse({
  kind: 'code_series',
  id: 'series_1',
  version: 1,
  config: {prefix: 'AUTUMN-', pattern: '####', charset: '0123456789'},
  caseSensitive: false,
  keyHex: '0f'.repeat(32),
  nextIndex: 0,
});

function codes({from, count}: CodeRange, of: CodeSeries = series): string[] {
  const made = openSeries(of);
  if (!made.ok) throw new Error(made.problem.code);
  return Array.from({length: count}, (_, n) => made.maker.codeAt(from + n));
}

test('[CO16] the same prefix used again goes on where it stopped, and no code comes twice', () => {
  const first = takeRange(series, 6000, 10_000);
  if (!first.ok) throw new Error('no first range');
  expect(first.range).toEqual({seriesId: 'series_1', from: 0, count: 6000});
  const second = takeRange(first.series, 4000, 10_000);
  if (!second.ok) throw new Error('no second range');
  expect(second.series.nextIndex).toBe(10_000);
  expect(new Set([...codes(first.range), ...codes(second.range, second.series)]).size).toBe(10_000);
});

test('[CO17] more codes than are left are refused, all of them', () => {
  expect(takeRange({...series, nextIndex: 9_999}, 2, 10_000)).toEqual({
    ok: false,
    refusal: {code: 'codes_exhausted', capacity: 10_000, left: 1},
  });
});

test('[CO18] devices that split a range never make the same code', () => {
  const {part, rest} = splitRange({seriesId: 'series_1', from: 100, count: 50}, 20);
  expect([part, rest]).toEqual([
    {seriesId: 'series_1', from: 100, count: 20},
    {seriesId: 'series_1', from: 120, count: 30},
  ]);
  expect(new Set([...codes(part), ...codes(rest ?? part)]).size).toBe(50);
  expect(splitRange(part, 20).rest).toBeNull();
  expect(() => splitRange(part, 21)).toThrow(AssertionFailure);
});

test('[CO3] a series is opened once and says the same everywhere', () => {
  expect(openSeries(series)).toBe(openSeries(series));
  // Pinned: codes that are printed must stay recognisable by later versions.
  expect(codes({seriesId: 'series_1', from: 0, count: 3})).toEqual([
    'AUTUMN-3591',
    'AUTUMN-0342',
    'AUTUMN-6348',
  ]);
  const long = {...series, config: {hasCheckCharacter: true, length: 12}};
  expect(codes({seriesId: 'series_1', from: 0, count: 2}, long)).toEqual(['Q7BM54OE5AE0', 'S16CL924AAYZ']);
});
