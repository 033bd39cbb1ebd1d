import {expect, test} from 'vitest';
import {fakeTree} from './fake-tree.ts';
import {importsOfTestViolations} from './only-tests-import-test.ts';

test('product code and scripts using a builder, or a test beside the code, are named', () => {
  const tree = fakeTree({
    'shared/order/order.ts': "import {order} from '../../test/builders/order.ts';",
    'scripts/demo.ts': "import '../test/e2e/server.ts';",
    'sync/intake/settle.ts': "import './settle.test.ts';",
  });
  expect(importsOfTestViolations(tree)).toHaveLength(3);
});

test('tests use builders, wherever they are', () => {
  const tree = fakeTree({
    'shared/order/order.test.ts': "import {order} from '../../test/builders/order.ts';",
    'test/golden/sale.test.ts': "import {order} from '../builders/order.ts';",
  });
  expect(importsOfTestViolations(tree)).toEqual([]);
});
