import {expect, test} from 'vitest';
import {epochMs} from '../../shared/kernel/epoch.ts';
import {openingMs} from '../../test/builders/facts.ts';
import {stillMonotonic} from '../../test/tills/test-identity.ts';
import {tillClock} from './till-clock.ts';

const DAY_MS = 86_400_000;
const at = (offsetMs: number) => epochMs(openingMs + offsetMs);

test('before the server was heard, time is the machine’s own clock', () => {
  const clock = tillClock(stillMonotonic(), () => openingMs);
  expect(clock.read()).toEqual({correctedMs: openingMs, wallMs: openingMs, source: 'device'});
  expect(clock.skewMs).toBeNull();
});

test.each([2 * DAY_MS, -2 * DAY_MS])('[TC1] a wall clock %i ms off is corrected and its skew told', offMs => {
  const monotonic = stillMonotonic();
  const clock = tillClock(monotonic, () => openingMs + offMs);
  clock.noteServerTime(openingMs, monotonic.atMs);
  monotonic.atMs += 60_000;
  expect(clock.read().correctedMs).toBe(at(60_000));
  expect(clock.source).toBe('server');
  expect(clock.skewMs).toBe(offMs - 60_000);
});

test('[TC1] setting the wall clock after an anchor changes nothing', () => {
  const monotonic = stillMonotonic();
  let wallMs: number = openingMs;
  const clock = tillClock(monotonic, () => wallMs);
  clock.noteServerTime(openingMs, monotonic.atMs);
  wallMs -= 30 * DAY_MS;
  expect(clock.nowMs()).toBe(openingMs);
});

test('the server’s word is taken to be as old as half the round trip; a very late one is not taken', () => {
  const monotonic = stillMonotonic();
  const clock = tillClock(monotonic, () => 0);
  const sentMs = monotonic.atMs;
  monotonic.atMs += 400;
  clock.noteServerTime(openingMs, sentMs);
  expect(clock.nowMs()).toBe(at(200));
  monotonic.atMs += 16_000;
  clock.noteServerTime(at(DAY_MS), monotonic.atMs - 15_001);
  expect(clock.nowMs()).toBe(at(16_200));
});

test('[TC2] a clock set back while the till was closed does not bring time back, and time goes on', () => {
  const kept = tillClock(stillMonotonic(), () => openingMs).keep();
  const monotonic = stillMonotonic();
  const clock = tillClock(monotonic, () => openingMs - DAY_MS, kept);
  expect(clock.nowMs()).toBe(openingMs);
  monotonic.atMs += 5_000;
  expect(clock.nowMs()).toBe(at(5_000));
});

test('[TC3] the server’s word replaces a high water that a wrong clock pushed ahead', () => {
  const monotonic = stillMonotonic();
  const clock = tillClock(monotonic, () => openingMs, {anchor: null, highWaterMs: at(9 * DAY_MS)});
  expect(clock.nowMs()).toBe(at(9 * DAY_MS));
  clock.noteServerTime(openingMs, monotonic.atMs);
  expect(clock.nowMs()).toBe(openingMs);
  expect(clock.keep().highWaterMs).toBe(openingMs);
});

test('an anchor serves the next start of the till, but not after the machine was restarted', () => {
  const monotonic = stillMonotonic('boot-1');
  const first = tillClock(monotonic, () => openingMs + DAY_MS);
  first.noteServerTime(openingMs, monotonic.atMs);
  const kept = first.keep();
  monotonic.atMs += 1_000;
  expect(tillClock(monotonic, () => openingMs + DAY_MS, kept).read()).toMatchObject({
    correctedMs: at(1_000),
    source: 'server',
  });
  expect(tillClock(stillMonotonic('boot-2'), () => openingMs, kept).source).toBe('device');
});

test('a browser keeps no anchor: its monotonic time ends with the page', () => {
  const monotonic = stillMonotonic();
  const clock = tillClock(monotonic, () => openingMs);
  clock.noteServerTime(openingMs, monotonic.atMs);
  expect(clock.keep()).toEqual({anchor: null, highWaterMs: openingMs});
});
