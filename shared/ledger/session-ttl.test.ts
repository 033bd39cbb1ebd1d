import {expect, test} from 'vitest';
import {defaultSessionTtl, sessionTtlMs, sessionTtlSchema} from './session-ttl.ts';

test.each([
  [7, 'DAYS', 604_800_000],
  [2, 'HOURS', 7_200_000],
  [1.5, 'MINUTES', 90_000],
  [30, 'SECONDS', 30_000],
  [250, 'MILLISECONDS', 250],
  [1_500, 'MICROSECONDS', 2],
  [1, 'NANOSECONDS', 1],
  [1e300, 'DAYS', 316_224_000_000],
] as const)('[L18] a session of %d %s lasts %d ms', (ttl, unit, ms) => {
  expect(sessionTtlMs({ttl, unit})).toBe(ms);
});

test('[L18] seven days by default', () => {
  expect(sessionTtlMs(defaultSessionTtl)).toBe(7 * 86_400_000);
});

test.each([
  {ttl: 0, unit: 'DAYS'},
  {ttl: -1, unit: 'DAYS'},
  {ttl: Number.NaN, unit: 'DAYS'},
  {ttl: 1, unit: 'WEEKS'},
])('%j is no time to live', ttl => {
  expect(sessionTtlSchema.safeParse(ttl).success).toBe(false);
});
