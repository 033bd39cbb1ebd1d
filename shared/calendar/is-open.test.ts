import fc from 'fast-check';
import {expect, test} from 'vitest';
import {epochMs} from '../kernel/epoch.ts';
import {isOpen} from './is-open.ts';
import {minuteOfDayFrom} from './minute-of-day.ts';
import type {ValidityWindows} from './validity-windows.ts';

const vienna = 'Europe/Vienna';
const at = (text: string) => epochMs(Date.parse(text));
const week = [0, 1, 2, 3, 4, 5, 6];

function hours(...ranges: readonly string[]): ValidityWindows {
  return {hours: ranges.map(range => hoursRange(range))};
}

/** `22:00-02:00 56`: from, to, on Friday and Saturday; without days on all. */
function hoursRange(text: string) {
  const [range = '', days] = text.split(' ');
  const [startMinute = 0, endMinute = 0] = range.split('-').map(time => minuteOfDayFrom(time) ?? 0);
  return {startMinute, endMinute, daysOfWeek: days === undefined ? week : [...days].map(Number)};
}

function every(intervalIso: string, durationIso: string, from: string): ValidityWindows {
  return {timeframe: {anchorMs: at(from), intervalIso, durationIso}};
}

/** `open`, or when it opens. */
function answer(windows: ValidityWindows, instant: string, zone = vienna): string {
  const opening = isOpen(windows, at(instant), zone);
  if (opening.open) return 'open';
  return opening.opensAtMs === null
    ? 'never'
    : new Date(opening.opensAtMs).toISOString().replace(':00.000Z', 'Z');
}

test.each([
  ['no part at all', {}, '2026-11-20T08:30Z', 'open'],
  ['a Friday', {daysOfWeek: [5]}, '2026-11-20T08:30Z', 'open'],
  ['after its last minute', {daysOfWeek: [5]}, '2026-11-20T23:00Z', '2026-11-26T23:00Z'],
  ['before its first', {daysOfWeek: [5, 0]}, '2026-11-19T22:59Z', '2026-11-19T23:00Z'],
  ['no day', {daysOfWeek: []}, '2026-11-20T08:30Z', 'never'],
])('[CL13] days of the week: %s', (_, windows, instant, expected) => {
  expect(answer(windows, instant)).toBe(expected);
});

test.each([
  ['the first minute', hours('09:30-18:00'), '2026-11-20T08:30Z', 'open'],
  ['the last', hours('09:30-18:00'), '2026-11-20T16:59:59.999Z', 'open'],
  ['the end is outside', hours('09:30-18:00'), '2026-11-20T17:00Z', '2026-11-21T08:30Z'],
  ['a later range of the day', hours('08:00-09:00', '14:00-15:00'), '2026-11-20T08:30Z', '2026-11-20T13:00Z'],
  ['to 24:00', hours('20:00-24:00'), '2026-11-20T22:59Z', 'open'],
  ['not at 24:00', hours('20:00-24:00'), '2026-11-20T23:00Z', '2026-11-21T19:00Z'],
  ['on its days only', hours('09:00-18:00 1'), '2026-11-20T08:30Z', '2026-11-23T08:00Z'],
  ['of equal ends never', hours('09:00-09:00'), '2026-11-20T08:00Z', 'never'],
])('[CL14] hours: %s', (_, windows, instant, expected) => {
  expect(answer(windows, instant)).toBe(expected);
});

test.each([
  ['before midnight', '2026-11-20T22:30Z', 'open'],
  ['after midnight, of the day it began', '2026-11-21T00:30Z', 'open'],
  ['not at its end', '2026-11-21T01:00Z', '2026-11-27T21:00Z'],
  ['not in the small hours of the day itself', '2026-11-20T00:30Z', '2026-11-20T21:00Z'],
])('[CL15] 22:00 to 02:00 on Friday: %s', (_, instant, expected) => {
  expect(answer(hours('22:00-02:00 5'), instant)).toBe(expected);
});

test.each([
  ['before the anchor', 'P2D', 'PT1H', '2026-11-17T09:00Z', '2026-11-18T09:00Z'],
  ['at the anchor', 'P2D', 'PT1H', '2026-11-18T09:00Z', 'open'],
  ['the end is outside', 'P2D', 'PT1H', '2026-11-18T10:00Z', '2026-11-20T09:00Z'],
  ['the second window', 'P2D', 'PT1H', '2026-11-20T09:59Z', 'open'],
  ['not in between', 'P2D', 'PT1H', '2026-11-19T09:30Z', '2026-11-20T09:00Z'],
  ['longer than its interval is always open', 'P1D', 'P2D', '2026-12-24T08:00Z', 'open'],
  ['a week of minutes', 'PT15M', 'PT5M', '2026-11-18T09:16Z', 'open'],
  ['an interval of no length', 'P0D', 'PT1H', '2026-11-18T09:30Z', 'never'],
  ['an interval that is none', 'every day', 'PT1H', '2026-11-18T09:30Z', 'never'],
])('[CL16] timeframe: %s', (_, interval, duration, instant, expected) => {
  expect(answer(every(interval, duration, '2026-11-18T09:00Z'), instant)).toBe(expected);
});

test('[CL16] months are counted from the anchor: the 31st, or the last day', () => {
  const windows = every('P1M', 'P1D', '2025-12-31T11:00Z');
  expect(answer(windows, '2026-02-28T11:00Z')).toBe('open');
  expect(answer(windows, '2026-03-28T11:00Z')).toBe('2026-03-31T10:00Z');
});

test('[CL16] every day keeps its wall time over the change of the clocks', () => {
  const windows = every('P1D', 'PT1H', '2026-03-27T17:00Z');
  expect(answer(windows, '2026-03-28T17:30Z')).toBe('open');
  expect(answer(windows, '2026-03-29T15:59Z')).toBe('2026-03-29T16:00Z');
  expect(answer(windows, '2026-03-29T17:00Z')).toBe('2026-03-30T16:00Z');
});

test.each([
  ['all at once', '2026-11-23T08:30Z', 'open'],
  ['the hours are over', '2026-11-23T18:00Z', '2026-11-30T08:00Z'],
  ['the day is another', '2026-11-20T08:30Z', '2026-11-23T08:00Z'],
])('[CL17] Mondays from nine to six, every second hour from the anchor: %s', (_, instant, expected) => {
  const windows = {...hours('09:00-18:00'), ...every('PT2H', 'PT1H', '2026-11-16T08:00Z'), daysOfWeek: [1]};
  expect(answer(windows, instant)).toBe(expected);
});

test('[CL17] parts that never meet never open', () => {
  expect(
    answer({...hours('09:00-10:00'), ...every('P1D', 'PT1H', '2026-11-16T20:00Z')}, '2026-11-20T08:30Z'),
  ).toBe('never');
});

test('[CL18] more than 366 days ahead is not said', () => {
  expect(answer(every('P1D', 'PT1H', '2028-01-01T00:00Z'), '2026-11-20T08:30Z')).toBe('never');
  expect(answer(every('P1D', 'PT1H', '2027-11-20T00:00Z'), '2026-11-20T08:30Z')).toBe('2027-11-20T00:00Z');
});

test.each([
  [
    'a start in the gap opens at its end',
    hours('02:30-04:00'),
    '2026-03-29T00:30Z',
    vienna,
    '2026-03-29T01:00Z',
  ],
  [
    'a range within the gap is left out',
    hours('02:00-03:00 0'),
    '2026-03-29T00:30Z',
    vienna,
    '2026-04-05T00:00Z',
  ],
  ['an hour that comes twice is open twice', hours('02:00-02:30'), '2026-10-25T01:10Z', vienna, 'open'],
  ['and opens twice', hours('02:00-02:30'), '2026-10-25T00:30Z', vienna, '2026-10-25T01:00Z'],
  ['in the second hour', hours('02:15-02:30'), '2026-10-25T00:45Z', vienna, '2026-10-25T01:15Z'],
  [
    'midnight that is not',
    hours('00:00-02:00'),
    '2018-11-04T02:30Z',
    'America/Sao_Paulo',
    '2018-11-04T03:00Z',
  ],
  ['a Friday that was not', {daysOfWeek: [5]}, '2011-12-30T09:00Z', 'Pacific/Apia', '2012-01-05T10:00Z'],
  ['half an hour', hours('02:15-04:00'), '2026-10-03T15:00Z', 'Australia/Lord_Howe', '2026-10-03T15:30Z'],
])('[CL19] %s', (_, windows, instant, zone, expected) => {
  expect(answer(windows, instant, zone)).toBe(expected);
});

test('[CL18] what opens at an instant is closed before it and open at it', () => {
  const minute = fc.integer({min: 0, max: 1440});
  const days = fc.uniqueArray(fc.integer({min: 0, max: 6}), {minLength: 1});
  const range = fc.record({startMinute: minute, endMinute: minute, daysOfWeek: days});
  const timeframe = fc.record({
    anchorMs: fc.integer({min: Date.UTC(2018, 0), max: Date.UTC(2019, 0)}).map(epochMs),
    intervalIso: fc.constantFrom('P1D', 'P2D', 'P1W', 'P1M', 'PT5H', 'P1DT1H'),
    durationIso: fc.constantFrom('PT1H', 'PT30M', 'P1D', 'PT26H'),
  });
  const windows = fc
    .tuple(fc.option(days), fc.option(fc.array(range, {minLength: 1, maxLength: 3})), fc.option(timeframe))
    .map(([daysOfWeek, hours, frame]) => ({
      ...(daysOfWeek && {daysOfWeek}),
      ...(hours && {hours}),
      ...(frame && {timeframe: frame}),
    }));
  const zones = fc.constantFrom(vienna, 'America/Sao_Paulo', 'Australia/Lord_Howe', 'America/New_York');
  const instant = fc.integer({min: Date.UTC(2018, 0), max: Date.UTC(2020, 0)});
  fc.assert(
    fc.property(
      windows,
      instant,
      zones,
      fc.double({min: 0, max: 1, noNaN: true}),
      (parts, ms, zone, share) => {
        const opening = isOpen(parts, epochMs(ms), zone);
        if (opening.open || opening.opensAtMs === null) return;
        const {opensAtMs} = opening;
        expect(isOpen(parts, opensAtMs, zone).open).toBe(true);
        const between = epochMs(ms + Math.floor((opensAtMs - 1 - ms) * share));
        for (const closed of [between, epochMs(opensAtMs - 1)])
          expect(isOpen(parts, closed, zone)).toEqual(opening);
      },
    ),
    {numRuns: 2000},
  );
});
