/** Real Web Locks: the page that keeps the order holds one for as long as it lives, so this file can tell one story. */
import {expect, test, vi} from 'vitest';
import {product} from '../../test/builders/facts.ts';
import {freshName} from '../../test/tills/test-till.ts';
import {type OpenSaleStore, openSaleStore} from '../sale/open-sale.ts';
import {saleContentSchema} from '../sale/sale-content.ts';
import {keep, readKept} from '../till-db/kept-value.ts';
import {openTillDatabases} from '../till-db/open-till-databases.ts';
import {keepOpenSale} from './keep-open-sale.ts';

const newSale = () =>
  openSaleStore(
    () => 0,
    () => crypto.randomUUID(),
  );
const names = (sale: OpenSaleStore) => sale.state.getState().content.lines.map(line => line.name);

/** Another window: has the lock until it is closed. */
function otherWindow(): Promise<() => void> {
  return new Promise(opened => {
    void navigator.locks.request('counterfoil-open-sale', () => new Promise<void>(close => opened(close)));
  });
}

test('the order comes back as soon as the window that had it is gone, and is kept from then on', async () => {
  const db = await openTillDatabases(freshName());
  const before = newSale();
  before.addProduct(product('mug', 2400), 1);
  await keep(db, 'open-sale', saleContentSchema, before.state.getState().content);
  before.addProduct(product('tea', 800), 1);

  localStorage.setItem('open-sale', JSON.stringify(before.state.getState().content));
  const close = await otherWindow();
  const sale = newSale();
  const kept = await keepOpenSale(db, sale, false);
  expect(names(sale)).toEqual([]);
  close();
  await vi.waitFor(() => expect(names(sale)).toEqual(names(before)));

  sale.addProduct(product('pot', 3000), 1);
  await vi.waitFor(async () => {
    const onDisk = await readKept(db, 'open-sale', saleContentSchema);
    expect(onDisk?.lines).toHaveLength(3);
  });
  // A page on its way out has no time for a database: its last change goes over all the same.
  sale.addProduct(product('cup', 500), 1);
  dispatchEvent(new PageTransitionEvent('pagehide'));
  expect(JSON.parse(localStorage.getItem('open-sale') ?? 'null')).toMatchObject({lines: [{}, {}, {}, {}]});
  sale.clear();
  await kept();
  expect(localStorage.getItem('open-sale')).toBeNull();
  expect(await readKept(db, 'open-sale', saleContentSchema)).toBeNull();
});
