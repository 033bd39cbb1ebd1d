/** The rules of docs/architecture.md, on the real tree. Each rule is tried on a planted violation in its own test. */
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {wiringViolations} from './app-wires.ts';
import {cycleViolations} from './no-cycles.ts';
import {oneDoorViolations} from './one-door.ts';
import {importsOfTestViolations} from './only-tests-import-test.ts';
import {machineInBooksViolations} from './plain-books.ts';
import {impureSharedViolations} from './pure-shared.ts';
import {readModules} from './read-modules.ts';
import {sharedOrderViolations} from './shared-order.ts';
import {namingViolations} from './telling-names.ts';
import {topFolderViolations} from './top-folders.ts';

const modules = readModules(join(import.meta.dirname, '../..'));

test('the tree is really read: every top folder has modules, and their imports are seen', () => {
  for (const folder of ['main', 'renderer', 'scripts', 'shared', 'sync', 'test'])
    expect(modules.filter(m => m.path.startsWith(`${folder}/`)).length, folder).toBeGreaterThan(0);
  expect(modules.find(m => m.path === 'scripts/build.ts')?.imports.map(i => i.target)).toEqual([
    'scripts/bundles.ts',
  ]);
});

test.each([
  ['main, renderer and sync import shared, never each other', topFolderViolations],
  ['inside shared a folder imports only folders listed before it', sharedOrderViolations],
  ['shared is pure', impureSharedViolations],
  ['screens are kept apart, only app wires', wiringViolations],
  ['the till’s books know no browser', machineInBooksViolations],
  ['Dexie, database drivers and the network have one door each', oneDoorViolations],
  ['only tests import test', importsOfTestViolations],
  ['names are things, not roles; no barrels', namingViolations],
  ['no import cycles', cycleViolations],
])('%s', (_rule, violations) => {
  expect(violations(modules)).toEqual([]);
});
