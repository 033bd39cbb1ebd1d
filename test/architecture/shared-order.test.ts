import {expect, test} from 'vitest';
import {fakeTree} from './fake-tree.ts';
import {sharedOrderViolations} from './shared-order.ts';

test('importing a later folder is named, importing an earlier one or oneself is not', () => {
  const tree = fakeTree({
    'shared/money/minor.ts':
      "import '../kernel/assert.ts'; import './rate.ts'; import '../stacking/walk.ts';",
    'shared/stacking/walk.ts': "import '../money/minor.ts';",
  });
  expect(sharedOrderViolations(tree)).toEqual([
    'shared/money/minor.ts imports shared/stacking/walk.ts, which comes later in the import order',
  ]);
});

test('a folder that has no place in the order, and a file in no folder, are named', () => {
  const tree = fakeTree({
    'shared/basket/basket.ts': 'export const a = 1;',
    'shared/clock.ts': 'export const a = 1;',
  });
  expect(sharedOrderViolations(tree)).toEqual([
    'shared/basket/basket.ts: shared/basket has no place in the import order (test/architecture/shared-order.ts)',
    'shared/clock.ts lies in no folder of shared/',
  ]);
});

test('a test may import a later folder', () => {
  const tree = fakeTree({'shared/ledger/spend.test.ts': "import '../decision/decide.ts';"});
  expect(sharedOrderViolations(tree)).toEqual([]);
});
