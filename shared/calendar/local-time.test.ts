import fc from 'fast-check';
import {expect, test} from 'vitest';
import {epochMs} from '../kernel/epoch.ts';
import {isoDateText} from './civil-date.ts';
import {instantOf, localTimeOf, startOfDay} from './local-time.ts';

const at = (text: string) => epochMs(Date.parse(text));

/** `09:05` */
function clock(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map(n => String(n).padStart(2, '0')).join(':');
}

function wall(text: string, zone: string): string {
  const local = localTimeOf(at(text), zone);
  return `${isoDateText(local)} ${clock(local.minuteOfDay)} day ${local.dayOfWeek}`;
}

test.each([
  ['Europe/Vienna', '2026-11-20T08:30:00Z', '2026-11-20 09:30 day 5'],
  ['Europe/Vienna', '2026-07-20T23:30:00Z', '2026-07-21 01:30 day 2'],
  // Forward on 29 March at 01:00 UTC, back on 25 October at 01:00 UTC.
  ['Europe/Vienna', '2026-03-29T00:59:59.999Z', '2026-03-29 01:59 day 0'],
  ['Europe/Vienna', '2026-03-29T01:00:00Z', '2026-03-29 03:00 day 0'],
  ['Europe/Vienna', '2026-10-25T00:59:00Z', '2026-10-25 02:59 day 0'],
  ['Europe/Vienna', '2026-10-25T01:00:00Z', '2026-10-25 02:00 day 0'],
  ['America/New_York', '2026-03-08T06:59:00Z', '2026-03-08 01:59 day 0'],
  ['America/New_York', '2026-03-08T07:00:00Z', '2026-03-08 03:00 day 0'],
  ['America/New_York', '2026-11-20T04:59:00Z', '2026-11-19 23:59 day 4'],
  // Half an hour of daylight saving.
  ['Australia/Lord_Howe', '2026-10-03T15:29:00Z', '2026-10-04 01:59 day 0'],
  ['Australia/Lord_Howe', '2026-10-03T15:30:00Z', '2026-10-04 02:30 day 0'],
  ['Asia/Kathmandu', '2026-11-20T18:14:00Z', '2026-11-20 23:59 day 5'],
  ['Asia/Kathmandu', '2026-11-20T18:15:00Z', '2026-11-21 00:00 day 6'],
  // Samoa had no 30 December 2011.
  ['Pacific/Apia', '2011-12-30T09:59:00Z', '2011-12-29 23:59 day 4'],
  ['Pacific/Apia', '2011-12-30T10:00:00Z', '2011-12-31 00:00 day 6'],
  // Brazil went forward at midnight.
  ['America/Sao_Paulo', '2018-11-04T02:59:00Z', '2018-11-03 23:59 day 6'],
  ['America/Sao_Paulo', '2018-11-04T03:00:00Z', '2018-11-04 01:00 day 0'],
  ['UTC', '1969-12-31T23:59:59.999Z', '1969-12-31 23:59 day 3'],
])('[CL3] in %s %s is %s', (zone, instant, expected) => {
  expect(wall(instant, zone)).toBe(expected);
});

const dayOf = (text: string) => Date.parse(text) / 86_400_000;
const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

test.each([
  ['an ordinary morning', 'Europe/Vienna', '2026-11-20', 9.5, '2026-11-20T08:30:00.000Z'],
  ['in a gap: as late after it', 'Europe/Vienna', '2026-03-29', 2.5, '2026-03-29T01:30:00.000Z'],
  ['in an overlap: the earlier', 'Europe/Vienna', '2026-10-25', 2.5, '2026-10-25T00:30:00.000Z'],
  ['in a gap of half an hour', 'Australia/Lord_Howe', '2026-10-04', 2.25, '2026-10-03T15:45:00.000Z'],
  ['on the day that was not', 'Pacific/Apia', '2011-12-30', 12, '2011-12-30T22:00:00.000Z'],
])('[CL4] %s', (_, zone, day, hours, expected) => {
  expect(iso(instantOf(dayOf(day), hours * 3_600_000, zone))).toBe(expected);
});

test.each([
  ['Europe/Vienna', '2026-03-29', '2026-03-28T23:00:00.000Z'],
  ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z'],
  ['America/Sao_Paulo', '2018-02-18', '2018-02-18T03:00:00.000Z'],
  ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00.000Z'],
  ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00.000Z'],
])('[CL5] in %s the day %s begins at %s', (zone, day, expected) => {
  expect(iso(startOfDay(dayOf(day), zone))).toBe(expected);
});

const zones = fc.constantFrom(
  'Europe/Vienna',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'America/Sao_Paulo',
  'Africa/Casablanca',
  'UTC',
);

test('[CL3] [CL4] the wall clock agrees with the machine’s own, and leads back to an instant with the same reading', () => {
  const format = new Map<string, Intl.DateTimeFormat>();
  const years = fc.integer({min: Date.UTC(1990, 0), max: Date.UTC(2060, 0)});
  fc.assert(
    fc.property(zones, years, (zone, ms) => {
      const known = format.get(zone) ?? machineFormat(zone);
      format.set(zone, known);
      const local = localTimeOf(epochMs(ms), zone);
      expect(`${isoDateText(local)}, ${clock(local.minuteOfDay)}`).toBe(known.format(ms));
      const back = instantOf(local.dayNumber, local.msOfDay, zone);
      expect(back === null ? null : localTimeOf(back, zone)).toEqual(local);
    }),
    {numRuns: 3000},
  );
});

function machineFormat(timeZone: string): Intl.DateTimeFormat {
  const parts = {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  } as const;
  return new Intl.DateTimeFormat('en-CA', {timeZone, hourCycle: 'h23', ...parts});
}

test('[CL3] the ends of time have a wall clock; beyond them there is no instant', () => {
  expect(localTimeOf(epochMs(8.64e15), 'Europe/Vienna').year).toBe(275_760);
  expect(localTimeOf(epochMs(-8.64e15), 'Europe/Vienna').year).toBe(-271_821);
  expect(instantOf(1e9, 0, 'Europe/Vienna')).toBeNull();
  expect(instantOf(100_000_000, 86_399_999, 'America/New_York')).toBeNull();
});
