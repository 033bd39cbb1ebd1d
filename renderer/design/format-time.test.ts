import {expect, test} from 'vitest';
import {epochMs} from '../../shared/kernel/epoch.ts';
import {formatClock, formatDateTime, formatDuration} from './format-time.ts';

test('an instant is told in the zone of the shop', () => {
  const at = epochMs(Date.UTC(2026, 10, 20, 23, 30));
  expect(formatClock(at, 'Europe/Berlin')).toBe('00:30');
  expect(formatDateTime(at, 'Europe/Berlin')).toBe('21 Nov 2026, 00:30');
  expect(formatDateTime(at, 'America/New_York')).toBe('20 Nov 2026, 18:30');
});

test.each([
  [4_400, '4 s'],
  [59_400, '59 s'],
  [61_000, '1 min'],
  [3_600_000, '1 h'],
  [7_800_000, '2 h 10 min'],
  [172_800_000, '2 days'],
  [-5, '0 s'],
])('%i ms is %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
