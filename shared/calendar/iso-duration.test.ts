import {expect, test} from 'vitest';
import {parseIsoDuration} from './iso-duration.ts';

test.each([
  ['P1D', {months: 0, days: 1, ms: 0}],
  ['P2W', {months: 0, days: 14, ms: 0}],
  ['P1Y2M', {months: 14, days: 0, ms: 0}],
  ['PT90M', {months: 0, days: 0, ms: 5_400_000}],
  ['P1DT1H', {months: 0, days: 1, ms: 3_600_000}],
  ['PT0.5S', {months: 0, days: 0, ms: 500}],
  ['PT7,25S', {months: 0, days: 0, ms: 7250}],
  ['PT0S', {months: 0, days: 0, ms: 0}],
])('[CL10] %s', (text, duration) => {
  expect(parseIsoDuration(text)).toEqual({ok: true, duration});
});

test.each([
  '',
  'P',
  'PT',
  'P1DT',
  '1D',
  'P-1D',
  '-P1D',
  'P1.5M',
  'P1H',
  'PT1D',
  'P99999999D',
  'p1d',
  'P1D ',
  'P1D\n',
])('[CL10] %j is no duration', text => {
  expect(parseIsoDuration(text)).toEqual({
    ok: false,
    message: 'should be an ISO 8601 duration like P1D, P2W, P1M or PT90M',
  });
});
