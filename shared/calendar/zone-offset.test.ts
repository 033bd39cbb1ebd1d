import {expect, test} from 'vitest';
import {timeZoneSchema} from './time-zone.ts';
import {changeBetween, isKnownZone, offsetMsAt} from './zone-offset.ts';

test.each(['Europe/Vienna', 'UTC', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5', 'Pacific/Chatham'])(
  '[CL6] %s is a zone',
  zone => {
    expect(isKnownZone(zone)).toBe(true);
  },
);

test.each([
  '',
  'Vienna',
  'Europe/Wien',
  '+01:00',
  '2026-11-20T00:00[Europe/Vienna]',
  'x'.repeat(100),
  '../UTC',
])('[CL6] %j is none', zone => {
  expect(isKnownZone(zone)).toBe(false);
  expect(timeZoneSchema.safeParse(zone).success).toBe(false);
});

test('[CL6] asking for the clock of an unknown zone is a bug, not a guess', () => {
  expect(() => offsetMsAt(0, 'Europe/Wien')).toThrow('unknown time zone: Europe/Wien');
});

test('[CL3] the change of the clocks is found to the millisecond', () => {
  const [from, to] = [Date.parse('2026-03-25T00:00:00Z'), Date.parse('2026-04-01T00:00:00Z')];
  expect(changeBetween(from, to, 'Europe/Vienna')).toBe(Date.parse('2026-03-29T01:00:00Z'));
  expect(changeBetween(from, to, 'UTC')).toBeNull();
});
