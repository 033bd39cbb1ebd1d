import {expect, test} from 'vitest';
import {fakeTree} from './fake-tree.ts';
import {topFolderViolations} from './top-folders.ts';

test('the renderer reaching into the server is named, also as a type and from a test', () => {
  const tree = fakeTree({
    'renderer/sell/cart.ts': "import type {Row} from '../../sync/storage/row.ts';",
    'renderer/sell/cart.test.ts': "import {row} from '../../sync/storage/row.ts';",
  });
  expect(topFolderViolations(tree)).toEqual([
    'renderer/sell/cart.ts imports sync/storage/row.ts: renderer/ may import itself and shared',
    'renderer/sell/cart.test.ts imports sync/storage/row.ts: renderer/ may import itself and shared',
  ]);
});

test('shared imports nobody', () => {
  const tree = fakeTree({'shared/money/minor.ts': "import '../../renderer/app/main.tsx';"});
  expect(topFolderViolations(tree)).toHaveLength(1);
});

test('a file outside the top folders cannot be reached for', () => {
  const tree = fakeTree({'main/app/main.ts': "import pkg from '../../package.json';"});
  expect(topFolderViolations(tree)).toHaveLength(1);
});

test('everyone imports shared, and test/ imports everyone', () => {
  const tree = fakeTree({
    'sync/http/routes.ts': "import '../../shared/money/minor.ts'; import './other.ts'; import 'fastify';",
    'test/e2e/web/sale.spec.ts': "import '../../../sync/app/server.ts'; import '../../../main/app/main.ts';",
  });
  expect(topFolderViolations(tree)).toEqual([]);
});
