import {expect, test} from 'vitest';
import {minuteOfDayFrom} from './minute-of-day.ts';

test.each([
  ['00:00', 0],
  ['9:05', 545],
  ['18:00:00', 1080],
  ['24:00', 1440],
])('[CL14] %s is minute %i', (text, minutes) => {
  expect(minuteOfDayFrom(text)).toBe(minutes);
});

test.each(['24:01', '12:60', '1200', '12:00:30', '-1:00', ''])('[CL14] %j is no time of day', text => {
  expect(minuteOfDayFrom(text)).toBeNull();
});
