import {expect, test} from 'vitest';
import {bridgeContract, journalRecordSchema} from './bridge.ts';
import {bridgeChannels} from './bridge-channels.ts';

test('the allow-list of the preload is the contract, no more and no less', () => {
  expect([...bridgeChannels].sort()).toEqual(Object.keys(bridgeContract).sort());
});

test('an export is named by a file name, never by a path', () => {
  const fits = (suggestedName: string) =>
    bridgeContract['export:save'].input.safeParse({suggestedName, text: ''}).success;
  expect(fits('sales 2026-11-20.csv')).toBe(true);
  for (const path of ['../up', 'a/b', 'a\\b', 'C:x', '', 'a\nb']) expect(fits(path)).toBe(false);
});

test('a journal record carries a SHA-256 in lower-case hex', () => {
  const fits = (hash: string) => journalRecordSchema.safeParse({seq: 1, hash, body: '{}'}).success;
  expect(fits('0a'.repeat(32))).toBe(true);
  expect(fits('0A'.repeat(32))).toBe(false);
  expect(fits('0a'.repeat(31))).toBe(false);
});
