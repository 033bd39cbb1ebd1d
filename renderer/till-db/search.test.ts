import 'fake-indexeddb/auto';
import {beforeAll, expect, test} from 'vitest';
import {epochMs} from '../../shared/kernel/epoch.ts';
import {customer, openingMs, product, settings} from '../../test/builders/facts.ts';
import {campaign, percent, percentOff, tier} from '../../test/builders/offers.ts';
import {freshName, publishTo} from '../../test/tills/test-till.ts';
import {activeTiers} from './active-tiers.ts';
import {productCategories, productsInCategory} from './browse-products.ts';
import {findProductByBarcode} from './find-product.ts';
import {findVoucher} from './find-voucher.ts';
import {openTillDatabases, type TillDatabases} from './open-till-databases.ts';
import {readReplica} from './read-replica.ts';
import {searchCustomers} from './search-customers.ts';
import {searchProducts} from './search-products.ts';

const greenTea = {
  ...product('TEA-04/B', 800, {category: 'Tea'}),
  id: 'prod_1' as const,
  name: 'Grüner Tee Sencha',
  barcodes: ['4012345678901'],
};
const mug = {
  ...product('MUG-1', 2400, {category: 'Kitchen'}),
  id: 'prod_2' as const,
  name: 'Tea mug, blue',
  barcodes: ['012345678905'],
};
const pot = {...product('POT-1', 4900, {category: 'Kitchen'}), id: 'prod_3' as const, name: 'Blue pot'};

let db: TillDatabases;
beforeAll(async () => {
  db = await openTillDatabases(freshName());
  await publishTo(db, [greenTea, mug, pot]);
});
const names = async (text: string, limit = 10) => (await searchProducts(db, text, limit)).map(p => p.name);

test('each word typed begins a word of the name, in any order, accents or not', async () => {
  expect(await names('sen gru')).toEqual(['Grüner Tee Sencha']);
  expect(await names('te')).toEqual(['Tea mug, blue', 'Grüner Tee Sencha']);
  expect(await names('blue m')).toEqual(['Tea mug, blue']);
  expect(await names('encha')).toEqual([]);
});

test('names that begin with the text come first, and the limit holds', async () => {
  expect(await names('blu')).toEqual(['Blue pot', 'Tea mug, blue']);
  expect(await names('blu', 1)).toEqual(['Blue pot']);
  expect(await names('  ')).toEqual([]);
});

test('shop number and barcode are found by their beginning', async () => {
  expect(await names('tea-04/')).toEqual(['Grüner Tee Sencha']);
  expect(await names('40123')).toEqual(['Grüner Tee Sencha']);
});

test('a scan finds by barcode, UPC-A in either length, or shop number', async () => {
  expect((await findProductByBarcode(db, '4012345678901'))?.id).toBe('prod_1');
  expect((await findProductByBarcode(db, '0012345678905'))?.id).toBe('prod_2');
  expect((await findProductByBarcode(db, 'POT-1'))?.id).toBe('prod_3');
  expect(await findProductByBarcode(db, '4012345678902')).toBeNull();
});

test('the catalogue can be browsed by category', async () => {
  expect(await productCategories(db)).toEqual(['Kitchen', 'Tea']);
  expect((await productsInCategory(db, 'Kitchen', 5)).map(p => p.name)).toEqual([
    'Blue pot',
    'Tea mug, blue',
  ]);
});

test('customers are found by name, phone as people say it, or card number', async () => {
  const own = await openTillDatabases(freshName());
  await publishTo(own, [
    customer('ada', {name: 'Ada Ünver', phone: '+43 1 555 0142', sourceId: 'CARD-77'}),
    customer('bo', {name: 'Bo Lindqvist', phone: '+43 1 555 0199', email: 'bo@shop.example'}),
  ]);
  const found = async (text: string) => (await searchCustomers(own, text, 10)).map(c => c.id);
  expect(await found('unv')).toEqual(['cust_ada']);
  expect(await found('0142')).toEqual(['cust_ada']);
  expect(await found('01 555')).toEqual(['cust_ada', 'cust_bo']);
  expect(await found('card-77')).toEqual(['cust_ada']);
  expect(await found('bo@shop')).toEqual(['cust_bo']);
});

test('codes are compared as the project compares them', async () => {
  const [welcome] = [percent('Welcome', 10).voucher];
  const folded = await openTillDatabases(freshName());
  await publishTo(folded, [settings(), ...(welcome ? [welcome] : [])]);
  expect((await findVoucher(folded, ' WELCOME '))?.id).toBe('v_Welcome');
  const exact = await openTillDatabases(freshName());
  await publishTo(exact, [settings({codesCaseSensitive: true}), ...(welcome ? [welcome] : [])]);
  expect(await findVoucher(exact, 'WELCOME')).toBeNull();
  expect((await findVoucher(exact, 'Welcome'))?.id).toBe('v_Welcome');
});

test('tiers come by hierarchy; switched-off and out-of-date ones, or of such a campaign, do not', async () => {
  const own = await openTillDatabases(freshName());
  const running = campaign('Running');
  const paused = campaign('Paused', {active: false});
  const ended = epochMs(openingMs - 1);
  const given = [
    {...tier('second', percentOff(1), {campaign: running}).tier, hierarchy: 2},
    {...tier('first', percentOff(1), {campaign: running}).tier, hierarchy: 1},
    tier('off', percentOff(1), {campaign: running, active: false}).tier,
    tier('ended', percentOff(1), {campaign: running, endsAtMs: ended}).tier,
    tier('paused', percentOff(1), {campaign: paused}).tier,
  ];
  await publishTo(own, [running, paused, ...given.flatMap(one => (one === null ? [] : [one as never]))]);
  const {standing} = await readReplica(own.cache, {});
  expect(activeTiers(standing, openingMs).map(one => one.name)).toEqual(['first', 'second']);
});
