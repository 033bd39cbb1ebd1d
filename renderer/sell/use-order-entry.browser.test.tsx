import {expect, test, vi} from 'vitest';
import {renderHook} from 'vitest-browser-react';
import {freshName} from '../../test/tills/test-till.ts';
import {openSaleStore} from '../sale/open-sale.ts';
import {openTillDatabases} from '../till-db/open-till-databases.ts';
import {findScanned} from './find-scanned.ts';
import {useOrderEntry} from './use-order-entry.ts';

vi.mock('./find-scanned.ts');

test('codes entered one right after the other stand in the order in which they were entered', async () => {
  const waits = new Map([
    ['SLOW', 60],
    ['QUICK', 1],
  ]);
  vi.mocked(findScanned).mockImplementation(async (_db, text) => {
    await new Promise(resolve => setTimeout(resolve, waits.get(text)));
    return {kind: 'code', code: text};
  });
  const sale = openSaleStore(
    () => 0,
    () => crypto.randomUUID(),
  );
  const db = await openTillDatabases(freshName());
  const given = {db, codesCaseSensitive: false, sale, pricer: {askAgain: () => undefined}};
  const {result} = await renderHook(() => useOrderEntry(given));
  const say = () => undefined;
  await Promise.all([result.current.enterCodes(['SLOW'], say), result.current.enterCodes(['QUICK'], say)]);
  expect(sale.state.getState().content.codes).toEqual(['SLOW', 'QUICK']);
});
