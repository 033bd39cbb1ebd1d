import 'fake-indexeddb/auto';
import {describe, expect, test} from 'vitest';
import {epochMs} from '../../shared/kernel/epoch.ts';
import {type Minor, minor} from '../../shared/money/minor.ts';
import {hashOperation, operationSchema} from '../../shared/protocol/operation.ts';
import {cart} from '../../test/builders/cart.ts';
import {openingMs, product, settings} from '../../test/builders/facts.ts';
import {campaign, coupon, gift, type Offer, percent, percentOff, tier} from '../../test/builders/offers.ts';
import {appliesTo, condition, rule} from '../../test/builders/rules.ts';
import {like} from '../../test/like.ts';
import {saleDraft, sold, usesLease} from '../../test/tills/sale-draft.ts';
import {publishTo, testTill} from '../../test/tills/test-till.ts';
import {receiptDocument} from '../receipt/receipt-document.ts';
import {readQueue} from '../till-db/queue.ts';
import {markSaleShown, readSale, recentSales, unshownSales} from '../till-db/recent-sales.ts';
import type {TillContext} from '../till-db/till-context.ts';
import {completeSale, receiptNumber} from './complete-sale.ts';
import {readHead} from './ledger-head.ts';
import {LedgerWriteFailed} from './ledger-write-failed.ts';

const autumn = campaign('Autumn');
const everything = appliesTo('ALL', {includedAll: true});
const tea = tier('tea', percentOff(20, {effect: 'APPLY_TO_ITEMS'}), {campaign: autumn, rules: [everything]});
const three = percent('THREE', 10, {usesLimit: 3, campaign: autumn});
const card = gift('GIFT-25', 2500);
const shop = [everything, settings(), product('mug', 2400), product('tea', 800)];

async function till(offers: readonly Offer[] = []): Promise<TillContext> {
  const opened = await testTill();
  const documents = offers.flatMap(o => [o.voucher, o.tier, o.campaign].filter(d => d !== null));
  await publishTo(opened.db, [...shop, ...new Map(documents.map(d => [d.id, d])).values()]);
  return opened;
}

const mugAndTea = cart({mug: {quantity: 2}, tea: {}});

test('a sale is stored with names, prices, discounts and payment as they were', async () => {
  const own = await till([tea, three]);
  await own.db.ledger.lease.put(usesLease('THREE', 2));
  const sale = sold(await completeSale(own, await saleDraft(own, mugAndTea, [tea, three])));
  expect(await readSale(own.db, sale.id)).toEqual(sale);
  expect(sale).toMatchObject({
    receiptNumber: '03-000001',
    storeName: 'Store One',
    tillName: 'Till 3',
    amountMinor: 5600,
    savingsMinor: 1568,
    giftCreditsMinor: 0,
    totalMinor: 4032,
    tenders: [{kind: 'cash', amountMinor: 4032}],
  });
  expect(sale.lines.map(line => [line.name, line.quantity, line.discounts])).toEqual([
    ['mug', 2, [{offer: 0, title: 'tea', amountMinor: 960}]],
    ['tea', 1, [{offer: 0, title: 'tea', amountMinor: 160}]],
  ]);
  expect(sale.offers.map(o => [o.title, o.code, o.itemsDiscountMinor, o.orderDiscountMinor])).toEqual([
    ['tea', null, 1120, 0],
    ['Autumn', 'THREE', 0, 448],
  ]);
});

test('units that an offer added are on the sale and on its receipt, at nothing', async () => {
  const free = coupon('SWEET', {
    type: 'UNIT',
    units: [
      {effect: 'ADD_NEW_ITEMS', unitOff: 1, product: {productId: 'prod_tea', skuId: null, sourceId: null}},
    ],
  });
  const own = await till([free]);
  const sale = sold(await completeSale(own, await saleDraft(own, cart({mug: {}}), [free])));
  expect(sale).toMatchObject({amountMinor: 3200, savingsMinor: 800, totalMinor: 2400});
  expect(sale.lines).toMatchObject([
    {name: 'mug', quantity: 1, discounts: []},
    {name: 'tea', quantity: 1, amountMinor: 800, subtotalMinor: 0, discounts: [{amountMinor: 800}]},
  ]);
  const sections = receiptDocument(sale, false).sections;
  const sums = sections.flatMap(section => (section.kind === 'sums' ? section.rows : []));
  expect(sums.map(({text, figure}) => `${text} ${figure}`)).toEqual([
    'Subtotal 32.00',
    'Product offers −8.00',
    'Total €24.00',
    'You saved €8.00',
  ]);
});

test('a counter that nothing bounds here needs no lease: the server counts it later', async () => {
  const either = rule('EITHER', {
    1: condition('order.amount', {$more_than: [100]}),
    2: condition('redemption.count.daily', {$less_than_or_equal: [1]}),
    logic: '1 or 2',
  });
  const once = percent('ONCE', 10, {rules: [either]});
  const own = await till([once]);
  await publishTo(own.db, [either]);
  const draft = await saleDraft(own, mugAndTea, [once]);
  expect(draft.decision.draws).toMatchObject([{account: like(/^q:/), amount: 1}]);
  expect(sold(await completeSale(own, draft)).totalMinor).toBe(5040);
});

test('[CS2] the lease is drawn on in the same step, and what it holds no more is refused by account', async () => {
  const own = await till([three]);
  await own.db.ledger.lease.put(usesLease('THREE', 1));
  const draft = await saleDraft(own, mugAndTea, [three]);
  sold(await completeSale(own, draft));
  expect((await own.db.ledger.lease.get('lease_THREE'))?.consumed).toBe(1);
  expect(await completeSale(own, draft)).toEqual({ok: false, code: 'lease-short', account: 'v:v_THREE:uses'});
  expect((await readQueue(own.db)).queued).toBe(1);
  expect((await readHead(own.db.ledger)).receiptSequence).toBe(1);
});

test.each(['recalled', 'expired'] as const)('a lease %s since pricing is not spent', async how => {
  const own = await till([three]);
  await own.db.ledger.lease.put(usesLease('THREE', 1));
  const draft = await saleDraft(own, mugAndTea, [three]);
  const changed = how === 'recalled' ? {recalled: true} : {expiresAtMs: openingMs};
  await own.db.ledger.lease.put(usesLease('THREE', 1, changed));
  expect(await completeSale(own, draft)).toMatchObject({ok: false, code: 'lease-short'});
});

test('a draw larger than one lease takes from several, those that end first before others', async () => {
  const own = await till([card]);
  const balance = (id: string, granted: number, endsInMs: number) =>
    usesLease(id, granted, {account: 'g:v_GIFT-25:balance', expiresAtMs: epochMs(openingMs + endsInMs)});
  await own.db.ledger.lease.bulkPut([balance('late', 2000, 9_000), balance('soon', 500, 1_000)]);
  const sale = sold(await completeSale(own, await saleDraft(own, cart({mug: {}}), [card])));
  expect(sale.giftCreditsMinor).toBe(2400);
  expect(sale.totalMinor).toBe(0);
  expect(sale.savingsMinor).toBe(0);
  const [row] = await own.db.ledger.operation.toArray();
  const {body} = operationSchema.parse(JSON.parse(row?.bytes ?? ''));
  expect(body.kind === 'sale' && body.sale.spends).toEqual([
    {account: 'g:v_GIFT-25:balance', amount: 500, leaseId: 'lease_soon'},
    {account: 'g:v_GIFT-25:balance', amount: 1900, leaseId: 'lease_late'},
  ]);
});

test('[AO2] [CS3] operations are chained and gapless, and so are receipts', async () => {
  const own = await till();
  for (let sale = 0; sale < 3; sale += 1) sold(await completeSale(own, await saleDraft(own, mugAndTea, [])));
  const rows = await own.db.ledger.operation.orderBy('[deviceId+epoch+sequence]').toArray();
  const operations = rows.map(row => operationSchema.parse(JSON.parse(row.bytes)));
  let previous: string | null = null;
  for (const [i, {hash, ...content}] of operations.entries()) {
    expect(content.sequence).toBe(i + 1);
    expect(content.previousHash).toBe(previous);
    expect(hashOperation(content)).toBe(hash);
    previous = hash;
  }
  expect((await recentSales(own.db, 2)).length).toBe(2);
  expect(rows.map(row => row.receiptNumber)).toEqual(['03-000001', '03-000002', '03-000003']);
  expect(receiptNumber(12, 1_234_567)).toBe('12-1234567');
});

test('many sales at once all come through, one after the other', async () => {
  const own = await till([three]);
  await own.db.ledger.lease.put(usesLease('THREE', 3));
  const draft = await saleDraft(own, mugAndTea, [three]);
  const results = await Promise.all(Array.from({length: 6}, () => completeSale(own, draft)));
  expect(results.filter(result => result.ok).length).toBe(3);
  expect((await readHead(own.db.ledger)).sequence).toBe(3);
});

describe('[CS4] what was paid is what the order costs', () => {
  test.each<[string, {tenders: {kind: 'cash' | 'card'; amountMinor: Minor}[]; changeMinor: Minor}]>([
    ['too little', {tenders: [{kind: 'cash', amountMinor: minor(2399)}], changeMinor: minor(0)}],
    ['too much', {tenders: [{kind: 'cash', amountMinor: minor(2500)}], changeMinor: minor(0)}],
    ['change from a card', {tenders: [{kind: 'card', amountMinor: minor(2500)}], changeMinor: minor(100)}],
    ['a tender of nothing', {tenders: [{kind: 'cash', amountMinor: minor(0)}], changeMinor: minor(-2400)}],
  ])('%s is a bug', async (_name, paid) => {
    const own = await till();
    const draft = {...(await saleDraft(own, cart({mug: {}}), [])), ...paid};
    await expect(completeSale(own, draft)).rejects.toThrow();
    expect((await readHead(own.db.ledger)).sequence).toBe(0);
  });

  test('cash and card in any mix with change is fine', async () => {
    const own = await till();
    const tenders = [
      {kind: 'card' as const, amountMinor: minor(1000)},
      {kind: 'cash' as const, amountMinor: minor(2000)},
    ];
    const draft = {...(await saleDraft(own, cart({mug: {}}), [])), tenders, changeMinor: minor(600)};
    expect(sold(await completeSale(own, draft)).changeMinor).toBe(600);
  });
});

test('a sale that no screen has shown is found at the next start, until it is marked', async () => {
  const own = await till();
  const sale = sold(await completeSale(own, await saleDraft(own, mugAndTea, [])));
  expect((await unshownSales(own.db)).map(s => s.id)).toEqual([sale.id]);
  await markSaleShown(own.db, sale.id);
  expect(await unshownSales(own.db)).toEqual([]);
});

test('a closed database rejects with what to do, and the till is as it was', async () => {
  const own = await till();
  const draft = await saleDraft(own, mugAndTea, []);
  own.db.ledger.close();
  const failure = await completeSale(own, draft).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(LedgerWriteFailed);
  expect(failure).toMatchObject({code: 'closed'});
  expect(String(failure)).toContain('Reload');
  await own.db.ledger.open();
  expect((await readHead(own.db.ledger)).sequence).toBe(0);
});

test('a cache that was dropped leaves the receipt without names of staff, not without the sale', async () => {
  const own = await till();
  const draft = await saleDraft(own, mugAndTea, []);
  await own.db.cache.delete({disableAutoOpen: false});
  expect(sold(await completeSale(own, draft)).staffName).toBeNull();
});
