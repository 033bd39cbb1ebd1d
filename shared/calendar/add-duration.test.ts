import {expect, test} from 'vitest';
import {epochMs} from '../kernel/epoch.ts';
import {addIsoDuration} from './add-duration.ts';

function after(from: string, iso: string, zone: string): string | null {
  const ms = addIsoDuration(epochMs(Date.parse(from)), iso, zone);
  return ms === null ? null : new Date(ms).toISOString();
}

test.each([
  ['a month from 31 January ends in February', '2026-01-31T11:00Z', 'P1M', '2026-02-28T11:00:00.000Z'],
  ['a year from 29 February', '2024-02-29T11:00Z', 'P1Y', '2025-02-28T11:00:00.000Z'],
  ['a month keeps the wall time over the change', '2026-03-15T11:00Z', 'P1M', '2026-04-15T10:00:00.000Z'],
  ['a day over the change has 23 hours', '2026-03-28T11:00Z', 'P1D', '2026-03-29T10:00:00.000Z'],
  ['a day over the other change has 25', '2026-10-24T10:00Z', 'P1D', '2026-10-25T11:00:00.000Z'],
  ['24 hours are 24 hours', '2026-03-28T11:00Z', 'PT24H', '2026-03-29T11:00:00.000Z'],
  ['a day into the gap shifts', '2026-03-28T01:30Z', 'P1D', '2026-03-29T01:30:00.000Z'],
  ['a day into the overlap is the earlier', '2026-10-24T00:30Z', 'P1D', '2026-10-25T00:30:00.000Z'],
  ['an hour within the overlap is an hour', '2026-10-25T00:30Z', 'PT1H', '2026-10-25T01:30:00.000Z'],
  ['the date first, then the time', '2026-03-28T00:30Z', 'P1DT1H', '2026-03-29T01:30:00.000Z'],
  ['nothing', '2026-11-20T08:30Z', 'P0D', '2026-11-20T08:30:00.000Z'],
])('[CL11] in Vienna %s', (_, from, iso, expected) => {
  expect(after(from, iso, 'Europe/Vienna')).toBe(expected);
});

test.each([
  ['Australia/Lord_Howe', '2026-10-03T02:30Z', 'P1D', '2026-10-04T02:00:00.000Z'],
  ['Pacific/Apia', '2011-12-29T20:00Z', 'P2D', '2011-12-30T20:00:00.000Z'],
  ['America/Sao_Paulo', '2018-11-03T03:00Z', 'P1D', '2018-11-04T03:00:00.000Z'],
  ['Asia/Kathmandu', '2026-01-31T18:15Z', 'P1M', '2026-02-28T18:15:00.000Z'],
])('[CL11] in %s %s and %s is %s', (zone, from, iso, expected) => {
  expect(after(from, iso, zone)).toBe(expected);
});

test.each([
  ['no duration', 'soon'],
  ['beyond the end of time', 'P999999Y'],
])('[CL11] %s gives no instant', (_, iso) => {
  expect(after('2026-11-20T08:30Z', iso, 'Europe/Vienna')).toBeNull();
});
