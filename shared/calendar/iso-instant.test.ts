import fc from 'fast-check';
import {expect, test} from 'vitest';
import {isoCivilDate, isoInstantMs} from './iso-instant.ts';

test('[CL12] agrees with Date on every instant Date writes', () => {
  const date = fc.date({min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true});
  fc.assert(
    fc.property(date, instant => {
      expect(isoInstantMs(instant.toISOString())).toBe(instant.getTime());
    }),
  );
});

test.each([
  ['2026-11-20', '2026-11-20T00:00:00.000Z'],
  ['2026-11-20T08:30', '2026-11-20T08:30:00.000Z'],
  ['2026-11-20 08:30:15', '2026-11-20T08:30:15.000Z'],
  ['2026-11-20T08:30:15.25Z', '2026-11-20T08:30:15.250Z'],
  ['2026-11-20T08:30:15.123456Z', '2026-11-20T08:30:15.123Z'],
  ['2026-11-20T08:30:15.264+00:00', '2026-11-20T08:30:15.264Z'],
  ['2026-11-20T08:30+0530', '2026-11-20T03:00:00.000Z'],
  ['2026-01-01T00:30-01:00', '2026-01-01T01:30:00.000Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
])('[CL12] %s is %s', (text, expected) => {
  expect(isoInstantMs(text)).toBe(Date.parse(expected));
});

test.each([
  ['2026-11-20', 'Europe/Vienna', '2026-11-19T23:00:00.000Z'],
  ['2026-11-20T08:30', 'Europe/Vienna', '2026-11-20T07:30:00.000Z'],
  ['2026-11-20T08:30Z', 'Europe/Vienna', '2026-11-20T08:30:00.000Z'],
  ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
])('[CL12] %s meant in %s is %s', (text, zone, expected) => {
  expect(isoInstantMs(text, zone)).toBe(Date.parse(expected));
});

test.each([
  '2026-02-29',
  '1900-02-29',
  '2026-13-01',
  '2026-00-10',
  '2026-04-31',
  '2026-04-00',
  '2026-11-20T24:00',
  '2026-11-20T08:60',
  '2026-11-20T08:30:60',
  '20261120',
  'today',
  '',
])('[CL12] %j is no instant', text => {
  expect(isoInstantMs(text)).toBeNull();
});

test('[CL12] a date alone, without any zone', () => {
  expect(isoCivilDate('1990-02-28')).toEqual({year: 1990, month: 2, day: 28});
  expect(isoCivilDate('1990-02-28T23:59Z')).toEqual({year: 1990, month: 2, day: 28});
  expect(isoCivilDate('1990-02-29')).toBeNull();
  expect(isoCivilDate('28.2.1990')).toBeNull();
});
