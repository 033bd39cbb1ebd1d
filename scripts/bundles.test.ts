import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {fingerprintSources} from './bundles.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bundles-'));
  mkdirSync(join(root, 'shared/money'), {recursive: true});
  writeFileSync(join(root, 'package.json'), '{}');
  writeFileSync(join(root, 'shared/money/minor.ts'), 'export const a = 1;');
});
afterEach(() => rmSync(root, {recursive: true}));

const fingerprint = (): string => fingerprintSources(root, ['shared', 'package.json']);

test('an equal tree has an equal fingerprint, whenever its files were written', () => {
  const before = fingerprint();
  writeFileSync(join(root, 'shared/money/minor.ts'), 'export const a = 1;');
  expect(fingerprint()).toBe(before);
});

test.each([
  ['a changed line', () => writeFileSync(join(root, 'shared/money/minor.ts'), 'export const a = 2;')],
  ['a new file', () => writeFileSync(join(root, 'shared/money/rate.ts'), '')],
  ['a removed file', () => rmSync(join(root, 'shared/money/minor.ts'))],
  ['a changed single file', () => writeFileSync(join(root, 'package.json'), '{"version": "2"}')],
])('%s makes a bundle stale', (_what, change) => {
  const before = fingerprint();
  change();
  expect(fingerprint()).not.toBe(before);
});

test('a test is no part of a bundle', () => {
  const before = fingerprint();
  writeFileSync(join(root, 'shared/money/minor.test.ts'), 'test');
  expect(fingerprint()).toBe(before);
});
