import {expect, test} from 'vitest';
import {epochMs} from '../kernel/epoch.ts';
import {checkWindows} from './check-windows.ts';

const frame = (intervalIso: string, durationIso: string) => ({
  timeframe: {anchorMs: epochMs(0), intervalIso, durationIso},
});
const range = (startMinute: number, endMinute: number, ...daysOfWeek: number[]) => ({
  startMinute,
  endMinute,
  daysOfWeek,
});

test.each([
  ['nothing', {}],
  ['a timeframe', frame('P2D', 'PT1H')],
  ['a timeframe that always lasts', frame('P1D', 'P1D')],
  ['days', {daysOfWeek: [0, 6]}],
  ['ranges that touch', {hours: [range(540, 720, 1), range(720, 1080, 1)]}],
  ['the same hours on other days', {hours: [range(540, 720, 1), range(540, 720, 2)]}],
  ['over midnight', {hours: [range(1320, 120, 5), range(120, 200, 6)]}],
])('[CL20] %s is fine', (_, windows) => {
  expect(checkWindows(windows)).toEqual([]);
});

test.each([
  ['an interval that is none', frame('daily', 'PT1H'), 'timeframe.intervalIso', 'not_a_duration'],
  ['a duration of no length', frame('P1D', 'PT0S'), 'timeframe.durationIso', 'no_length'],
  ['windows that overlap', frame('P1D', 'PT25H'), 'timeframe.durationIso', 'windows_overlap'],
  ['no days', {daysOfWeek: []}, 'daysOfWeek', 'never_open'],
  ['no hours', {hours: []}, 'hours', 'never_open'],
  ['a range of equal ends', {hours: [range(540, 540, 1)]}, 'hours.0', 'never_open'],
  ['a range of no day', {hours: [range(540, 720)]}, 'hours.0', 'never_open'],
])('[CL20] %s', (_, windows, where, code) => {
  expect(checkWindows(windows)).toEqual([{where, code}]);
});

test.each([
  ['on one day', range(540, 720, 1), range(700, 800, 1)],
  ['on one of their days', range(540, 720, 1, 2), range(700, 800, 2, 3)],
  ['into the next day', range(1320, 120, 5), range(60, 200, 6)],
  ['from Saturday into Sunday', range(1320, 120, 6), range(0, 30, 0)],
])('[CL20] ranges that overlap %s', (_, first, second) => {
  expect(checkWindows({hours: [first, second]})).toEqual([
    {where: 'hours.1', code: 'ranges_overlap', other: 'hours.0'},
  ]);
});
