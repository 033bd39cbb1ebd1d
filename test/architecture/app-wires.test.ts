import {expect, test} from 'vitest';
import {wiringViolations} from './app-wires.ts';
import {fakeTree} from './fake-tree.ts';

test('a screen importing another is named', () => {
  const tree = fakeTree({'renderer/sell/cart.tsx': "import {Tender} from '../pay/tender.tsx';"});
  expect(wiringViolations(tree)).toEqual([
    'renderer/sell/cart.tsx imports renderer/pay/tender.tsx: only app imports a screen',
  ]);
});

test('what serves the screens knows none of them', () => {
  const tree = fakeTree({
    'renderer/design/button.tsx': "import '../sell/cart.tsx';",
    'renderer/till-db/open.ts': "import '../sell/cart.tsx';",
    'renderer/uplink/push.ts': "import '../connection/queue.tsx';",
  });
  expect(wiringViolations(tree)).toHaveLength(3);
});

test.each(['renderer/sell/cart.tsx', 'sync/http/routes.ts', 'main/window/till.ts'])(
  '%s must not import app',
  path => {
    expect(wiringViolations(fakeTree({[path]: "import '../app/main.ts';"}))).toHaveLength(1);
  },
);

test('app imports screens; screens import what serves them, and themselves', () => {
  const tree = fakeTree({
    'renderer/app/routes.tsx': "import '../sell/cart.tsx'; import '../pay/tender.tsx'; import './main.tsx';",
    'renderer/sell/cart.tsx':
      "import './line.tsx'; import '../till-db/open.ts'; import '../design/button.tsx';",
  });
  expect(wiringViolations(tree)).toEqual([]);
});
