import {expect, test} from 'vitest';
import {fakeTree} from './fake-tree.ts';
import {cycleViolations} from './no-cycles.ts';

test('a ring is named once, with its way round', () => {
  const tree = fakeTree({
    'shared/rules/parse.ts': "import './trace.ts';",
    'shared/rules/trace.ts': "import './evaluate.ts';",
    'shared/rules/evaluate.ts': "import './trace.ts';",
  });
  expect(cycleViolations(tree)).toEqual([
    'import cycle: shared/rules/trace.ts → shared/rules/evaluate.ts → shared/rules/trace.ts',
  ]);
});

test('a ring of types is a ring, and so is a file that imports itself', () => {
  const tree = fakeTree({
    'shared/rules/a.ts': "import type {B} from './b.ts';",
    'shared/rules/b.ts': "import type {A} from './a.ts';",
    'shared/rules/c.ts': "import './c.ts';",
  });
  expect(cycleViolations(tree)).toHaveLength(2);
});

test('two ways to the same file are no ring', () => {
  const tree = fakeTree({
    'shared/rules/a.ts': "import './b.ts'; import './c.ts';",
    'shared/rules/b.ts': "import './c.ts';",
    'shared/rules/c.ts': "import 'zod';",
  });
  expect(cycleViolations(tree)).toEqual([]);
});
