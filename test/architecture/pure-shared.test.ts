import {expect, test} from 'vitest';
import {fakeTree} from './fake-tree.ts';
import {impureSharedViolations} from './pure-shared.ts';

test.each([
  'export const now = () => Date.now();',
  'export const at = new Date(0);',
  'export const id = () => Math.random();',
  'export const id = () => crypto.randomUUID();',
  'export const later = () => setTimeout(() => 1);',
  "export const text = (n: number) => new Intl.NumberFormat('en').format(n);",
  "export const get = () => fetch('/v1');",
  'export const env = process.env;',
  "import {readFileSync} from 'node:fs';",
  "import type {Table} from 'dexie';",
])('%s is named', text => {
  expect(impureSharedViolations(fakeTree({'shared/money/minor.ts': text}))).toHaveLength(1);
});

test('arithmetic, zod and hashes are pure', () => {
  const tree = fakeTree({
    'shared/money/minor.ts':
      "import * as z from 'zod'; import {sha256} from '@noble/hashes/sha2.js'; export const a = Math.max(1, 2);",
  });
  expect(impureSharedViolations(tree)).toEqual([]);
});

test('zones are known to shared/calendar alone', () => {
  const text = "import {create} from 'temporal-polyfill/fns/ZonedDateTime'; export const a = create;";
  const tree = fakeTree({'shared/calendar/zone-offset.ts': text, 'shared/rules/moment.ts': text});
  expect(impureSharedViolations(tree)).toEqual([
    'shared/rules/moment.ts imports temporal-polyfill/fns/ZonedDateTime: shared/ imports zod, @noble/hashes and itself',
  ]);
});

test('outside shared, and in its tests, the rule does not hold', () => {
  const text = "import {readFileSync} from 'node:fs'; export const now = () => Date.now();";
  expect(
    impureSharedViolations(fakeTree({'sync/app/clock.ts': text, 'shared/money/minor.test.ts': text})),
  ).toEqual([]);
});
