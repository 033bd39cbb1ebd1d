import {expect, test} from 'vitest';
import {backOffMs, beatMs, usualPace} from './pace.ts';

test('back-off doubles from one second to thirty, with full jitter', () => {
  const ceilings = [1, 2, 3, 4, 5, 6, 20].map(failures => backOffMs(usualPace, failures, 1));
  expect(ceilings).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  expect(backOffMs(usualPace, 6, 0)).toBe(3_000);
});

test('the beat varies by a tenth', () => {
  expect([beatMs(usualPace, 0), beatMs(usualPace, 1)]).toEqual([1_800, 2_200]);
});
