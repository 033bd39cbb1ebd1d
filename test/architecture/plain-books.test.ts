import {expect, test} from 'vitest';
import {fakeTree} from './fake-tree.ts';
import {machineInBooksViolations} from './plain-books.ts';

test.each([
  ["import {ledgerDb} from '../till-db/ledger-db.ts';", 'the till’s books import'],
  ['export const now = Date.now();', 'uses Date'],
  ['setTimeout(() => undefined, 1);', 'uses setTimeout'],
  ['export const id = crypto.randomUUID();', 'uses crypto'],
])('%s in the till’s books is named', (text, why) => {
  for (const folder of ['till-ledger', 'till-replica']) {
    const tree = fakeTree({[`renderer/${folder}/some.ts`]: text});
    expect(machineInBooksViolations(tree)).toEqual([expect.stringContaining(why)]);
  }
});

test('ports, the clock and shared may be imported, and others may do as they like', () => {
  const tree = fakeTree({
    'renderer/till-ledger/sell.ts': "import '../clock/till-clock.ts'; import '../../shared/ledger/lease.ts';",
    'renderer/till-ledger/sell.test.ts': "import '../till-db/ledger-db.ts'; Date.now();",
    'renderer/till-db/open.ts': 'Date.now();',
  });
  expect(machineInBooksViolations(tree)).toEqual([]);
});
