import {expect, test} from 'vitest';
import {skippedTest, tallyLines} from './test-tally.ts';

test('the last line is the counts, and nothing else', () => {
  expect(tallyLines([]).at(-1)).toBe('0 passed, 0 failed, 0 skipped');
});

test('every skipped test is listed once, under its reason', () => {
  const lines = tallyLines([
    {project: 'unit', title: 'adds', outcome: 'passed'},
    skippedTest('electron', 'opens', 'no binary'),
    skippedTest('electron', 'closes', 'no binary'),
    skippedTest('unit', 'reads C:', 'not on Windows'),
  ]);
  expect(lines).toEqual([
    'SKIPPED [electron] no binary',
    '          opens',
    '          closes',
    'SKIPPED [unit] not on Windows',
    '          reads C:',
    '1 passed, 0 failed, 3 skipped',
  ]);
});

test('a skip without a reason is a failure', () => {
  expect(tallyLines([skippedTest('unit', 'later', undefined)])).toEqual([
    'FAILED  [unit] later (skipped without a reason)',
    '0 passed, 1 failed, 0 skipped',
  ]);
});
