import 'fake-indexeddb/auto';
import {afterEach, describe, expect, test, vi} from 'vitest';
import {createStore} from 'zustand/vanilla';
import {present} from '../../shared/kernel/assert.ts';
import type {Document} from '../../shared/protocol/document.ts';
import {openingMs, product, settings} from '../../test/builders/facts.ts';
import {percent, percentOff, tier} from '../../test/builders/offers.ts';
import {usesLease} from '../../test/tills/sale-draft.ts';
import {publishTo, testTill} from '../../test/tills/test-till.ts';
import {openSaleStore} from '../sale/open-sale.ts';
import {totalsOf} from '../sale/priced-sale.ts';
import {dexieReplicaStore} from '../till-db/dexie-replica-store.ts';
import {dropCache} from '../till-db/drop-cache.ts';
import {openTillDatabases} from '../till-db/open-till-databases.ts';
import {pinDocuments} from '../till-replica/apply-changes.ts';
import type {Uplink} from '../uplink/uplink.ts';
import type {UplinkStatus} from '../uplink/uplink-status.ts';
import {priceCart} from './price-cart.ts';
import {type Pricer, startPricer} from './pricer.ts';

vi.mock('./price-cart.ts', async original => {
  const real = await original<{priceCart: typeof priceCart}>();
  return {priceCart: vi.fn(real.priceCart)};
});

const mug = product('mug', 2400);
const lucky = percent('LUCKY3', 10, {usesLimit: 3});
const auto = tier('Tea week', percentOff(5));
const running: Pricer[] = [];
afterEach(() => {
  for (const pricer of running.splice(0)) pricer.stop();
});

function documentsOf(...offers: readonly (typeof lucky)[]): Document[] {
  return offers.flatMap(({voucher, tier: promotion, campaign}) =>
    [voucher, promotion, campaign].filter(document => document !== null),
  );
}

async function openTill(state: UplinkStatus['state'], given: Partial<Uplink> = {}) {
  const till = await testTill();
  await publishTo(till.db, [settings(), mug, ...documentsOf(lucky, auto)]);
  const sale = openSaleStore(
    () => 0,
    () => crypto.randomUUID(),
  );
  const want = vi.fn<Uplink['want']>(given.want ?? (() => Promise.resolve({ok: true, accounts: []})));
  const pullNow = vi.fn<Uplink['pullNow']>(given.pullNow ?? (() => Promise.resolve()));
  const status = createStore(() => ({state}) as UplinkStatus);
  const findCode = vi.fn<Uplink['findCode']>(given.findCode ?? (() => Promise.resolve()));
  const uplink = {status, want, pullNow, findCode, prepare() {}, nudge() {}, stop() {}};
  const pricer = startPricer(till, uplink, sale);
  running.push(pricer);
  const due = () => {
    const {priced} = pricer.state.getState();
    return priced?.content === sale.state.getState().content ? totalsOf(priced.decision).dueMinor : null;
  };
  return {till, sale, pricer, want, pullNow, findCode, due};
}

const asTyped = (code: string) => code;

test('[PR1] a slow price of an older cart never replaces the newer one', async () => {
  const {sale, due, pricer} = await openTill('offline');
  await vi.waitFor(() => expect(due()).toBe(0));
  let open = () => {};
  const gate = new Promise<void>(resolve => {
    open = resolve;
  });
  const real = vi.mocked(priceCart).getMockImplementation();
  vi.mocked(priceCart).mockImplementationOnce(async (till, content) => {
    await gate;
    return present(real, 'the real pricing')(till, content);
  });
  sale.addProduct(mug, 1);
  sale.addProduct(mug, 1);
  await vi.waitFor(() => expect(due()).toBe(4560));
  open();
  await new Promise(resolve => setTimeout(resolve, 100));
  expect(pricer.state.getState().priced?.content).toBe(sale.state.getState().content);
});

describe('a code this till holds no lease on', () => {
  test('is asked for while online, and the price with it follows by itself', async () => {
    const opened = await openTill('online', {
      async want() {
        await opened.till.db.ledger.lease.put(usesLease('LUCKY3', 2));
        return {ok: true, accounts: []};
      },
    });
    const {sale, want, due, pricer} = opened;
    sale.addProduct(mug, 1);
    sale.addCodes(['LUCKY3'], asTyped);
    // 24.00 − 5 % = 22.80, − 10 % = 20.52.
    await vi.waitFor(() => expect(due()).toBe(2052));
    expect(want.mock.calls).toEqual([[[{account: 'v:v_LUCKY3:uses', need: 1, level: 2}]]]);
    await vi.waitFor(() => expect(pricer.state.getState().checking).toEqual([]));
  });

  test('[PR2] is priced without it first, and shown as being checked', async () => {
    const {sale, due, pricer} = await openTill('online', {want: () => new Promise(() => {})});
    sale.addProduct(mug, 1);
    sale.addCodes(['LUCKY3'], asTyped);
    await vi.waitFor(() => expect(pricer.state.getState().checking).toEqual(['LUCKY3']));
    expect(due()).toBe(2280);
  });

  test('is not asked for again with every scan', async () => {
    const {sale, want, due} = await openTill('online');
    sale.addCodes(['LUCKY3'], asTyped);
    for (let units = 1; units <= 3; units += 1) {
      sale.addProduct(mug, 1);
      await vi.waitFor(() => expect(due()).toBe(2280 * units));
    }
    expect(want).toHaveBeenCalledOnce();
  });

  test('is not asked for while offline', async () => {
    const {sale, want, due} = await openTill('offline');
    sale.addProduct(mug, 1);
    sale.addCodes(['LUCKY3'], asTyped);
    await vi.waitFor(() => expect(due()).toBe(2280));
    expect(want).not.toHaveBeenCalled();
  });
});

test('an unknown code is looked for on the server once, and applies when it has arrived', async () => {
  const fresh = percent('FRESH', 50);
  const opened = await openTill('online', {
    pullNow: () => publishTo(opened.till.db, documentsOf(fresh)),
  });
  const {sale, pullNow, due} = opened;
  sale.addProduct(mug, 1);
  sale.addCodes(['FRESH'], asTyped);
  await vi.waitFor(() => expect(due()).toBe(1140));
  expect(pullNow).toHaveBeenCalledOnce();
});

test('a code of another store is asked for and applies, although the feed never brings it', async () => {
  const elsewhere = percent('ELSEWHERE', 50);
  const opened = await openTill('online', {
    findCode: () => pinDocuments(dexieReplicaStore(opened.till.db.cache), documentsOf(elsewhere), openingMs),
  });
  const {sale, findCode, due} = opened;
  sale.addProduct(mug, 1);
  sale.addCodes(['ELSEWHERE'], asTyped);
  await vi.waitFor(() => expect(due()).toBe(1140));
  expect(findCode.mock.calls).toEqual([['ELSEWHERE']]);
});

test('a limited code the till had not heard of is fetched and leased in one go', async () => {
  const fresh = percent('FRESH', 50, {usesLimit: 1});
  const opened = await openTill('online', {
    pullNow: () => publishTo(opened.till.db, documentsOf(fresh)),
    async want() {
      await opened.till.db.ledger.lease.put(usesLease('FRESH', 1));
      return {ok: true, accounts: []};
    },
  });
  const {sale, want, due, pricer} = opened;
  sale.addProduct(mug, 1);
  sale.addCodes(['FRESH'], asTyped);
  await vi.waitFor(() => expect(due()).toBe(1140));
  expect(want.mock.calls).toEqual([[[{account: 'v:v_FRESH:uses', need: 1, level: 2}]]]);
  await vi.waitFor(() => expect(pricer.state.getState().checking).toEqual([]));
});

test('a tier switched off on the server stops applying once the feed brought it, whichever window pulled', async () => {
  const {till, sale, due, pricer} = await openTill('offline');
  sale.addProduct(mug, 1);
  await vi.waitFor(() => expect(due()).toBe(2280));
  const elsewhere = await openTillDatabases(till.db.name);
  await publishTo(elsewhere, [{...present(auto.tier, 'the tier'), active: false, version: 2}]);
  await pricer.reprice();
  expect(due()).toBe(2400);
});

test('a till without its catalogue says so and keeps the order', async () => {
  const {till, sale, pricer} = await openTill('offline');
  sale.addProduct(mug, 1);
  await dropCache(till.db.cache);
  await pricer.reprice();
  expect(pricer.state.getState().problem).toContain('cannot be priced right now');
  expect(sale.state.getState().content.lines).toHaveLength(1);
});
