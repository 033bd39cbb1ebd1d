import {expect, test} from 'vitest';
import {fakeTree} from './fake-tree.ts';
import {namingViolations} from './telling-names.ts';

test.each([
  ['shared/utils/allocate.ts', 'utils/ is a role, not a thing'],
  ['sync/http/services/vouchers.ts', 'services/ is a role, not a thing'],
  ['renderer/hooks/use-cart.ts', 'hooks/ is a role, not a thing'],
  ['shared/money/helper.ts', 'helper is a role, not a thing'],
  ['shared/money/types.test.ts', 'types is a role, not a thing'],
  ['shared/money/index.ts', 'no index files'],
  ['renderer/sell/index.tsx', 'no index files'],
])('%s: %s', (path, why) => {
  expect(namingViolations(fakeTree({[path]: 'export const a = 1;'}))).toEqual([expect.stringContaining(why)]);
});

test('a barrel under another name is a barrel', () => {
  const tree = fakeTree({
    'shared/money/money.ts': "export * from './minor.ts'; export {rate} from './rate.ts';",
  });
  expect(namingViolations(tree)).toEqual(['shared/money/money.ts only passes on what others export']);
});

test('nouns of the shop are good names', () => {
  const tree = fakeTree({
    'shared/stacking/walk.ts': "export {plan} from './plan.ts'; export const walk = 1;",
    'sync/storage/claim-lease.ts': 'export const claimLease = 1;',
  });
  expect(namingViolations(tree)).toEqual([]);
});
