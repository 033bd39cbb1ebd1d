import 'fake-indexeddb/auto';
import {expect, test} from 'vitest';
import type {Change} from '../../shared/protocol/changes.ts';
import type {Document} from '../../shared/protocol/document.ts';
import {customer, openingMs, product, settings} from '../../test/builders/facts.ts';
import {percentOff, tier} from '../../test/builders/offers.ts';
import {condition, rule} from '../../test/builders/rules.ts';
import {freshName, publishTo} from '../../test/tills/test-till.ts';
import {applyChanges} from '../till-replica/apply-changes.ts';
import {activeTiers} from './active-tiers.ts';
import type {CacheDb} from './cache-db.ts';
import {dexieReplicaStore, readCursor} from './dexie-replica-store.ts';
import {dropCache} from './drop-cache.ts';
import {openTillDatabases} from './open-till-databases.ts';
import {readReplica} from './read-replica.ts';

const minimum = rule('MIN10', {1: condition('order.amount', {$more_than_or_equal: [1000]}), logic: '1'});
const week = tier('Tea week', percentOff(5), {rules: [minimum]});
const mug = product('mug', 2400);
const shop: readonly Document[] = [settings(), mug, minimum, ...documentsOf(week)];

function documentsOf({tier: promotion, campaign}: typeof week): Document[] {
  return [promotion, campaign].filter(document => document !== null);
}

/** The same documents, changed, in the version after. */
function changed<D extends Document>(document: D | null, change: Partial<D>): D {
  if (document === null) throw new Error('nothing to change');
  return {...document, ...change, version: document.version + 1};
}

/** Two windows of one till: their own connections and their own memory, with nothing but the database between them. */
async function twoWindows() {
  const name = freshName();
  const one = await openTillDatabases(name);
  await publishTo(one, shop);
  const two = await openTillDatabases(name);
  await look(one.cache);
  await look(two.cache);
  return {one, two, caches: [one.cache, two.cache]};
}

async function look(cache: CacheDb) {
  const {standing, products} = await readReplica(cache, {productIds: [mug.id]});
  return {
    tiers: activeTiers(standing, openingMs).map(({name}) => name),
    rules: [...standing.validationRules.values()],
    settings: standing.settings,
    price: products[0]?.priceMinor,
  };
}

test('[RR1] a tier that was switched off is gone in every window once its page is applied', async () => {
  const {one, caches} = await twoWindows();
  for (const cache of caches) expect((await look(cache)).tiers).toEqual(['Tea week']);
  await publishTo(one, [changed(week.tier, {active: false})]);
  for (const cache of caches) expect((await look(cache)).tiers).toEqual([]);
});

test('[RR1] a campaign that was switched off takes its tiers with it', async () => {
  const {two, caches} = await twoWindows();
  await publishTo(two, [changed(week.campaign, {active: false})]);
  for (const cache of caches) expect((await look(cache)).tiers).toEqual([]);
});

test('[RR1] a deleted tier is gone', async () => {
  const {one, caches} = await twoWindows();
  const {position} = await readCursor(one.cache);
  const gone: Change = {
    deleted: true,
    kind: 'promotion_tier',
    id: 'promo_Tea week',
    version: 2,
    position: position + 1,
  };
  const page = {changes: [gone], next: position + 1, head: position + 1};
  await applyChanges(dexieReplicaStore(one.cache), page, position, openingMs);
  for (const cache of caches) expect((await look(cache)).tiers).toEqual([]);
});

test('[RR1] rules, settings and products are those of the last page', async () => {
  const {one, caches} = await twoWindows();
  const strict = changed(minimum, {name: 'stricter'});
  const folded = changed(settings(), {codesCaseSensitive: true});
  await publishTo(one, [strict, folded, changed(mug, {priceMinor: null})]);
  for (const cache of caches) {
    expect(await look(cache)).toMatchObject({rules: [strict], settings: folded, price: null});
  }
});

test('[RR1] a product that was not there is found once it is', async () => {
  const {one, two} = await twoWindows();
  const tea = product('tea', 800);
  const find = async () => (await readReplica(two.cache, {productIds: [tea.id]})).products;
  expect(await find()).toEqual([]);
  await publishTo(one, [tea]);
  expect(await find()).toEqual([tea]);
});

test('[RR1] a cache that was dropped holds nothing, and a new download is all there is', async () => {
  const {one, two} = await twoWindows();
  await dropCache(one.cache);
  expect(await look(two.cache)).toMatchObject({tiers: [], settings: null, price: undefined});
  // The same feed positions as before, with another history behind them.
  await publishTo(one, [
    settings(),
    changed(mug, {priceMinor: null}),
    minimum,
    ...documentsOf(week).reverse(),
  ]);
  expect(await look(two.cache)).toMatchObject({tiers: ['Tea week'], price: null});
});

test('what an older version of the till applied without stamps is read every time', async () => {
  const {one, two} = await twoWindows();
  const promotion = changed(week.tier, {active: false});
  const {stamps: _, ...unstamped} = await readCursor(one.cache);
  await one.cache.cursor.put(unstamped);
  expect((await look(two.cache)).tiers).toEqual(['Tea week']);
  await one.cache.other.put({kind: promotion.kind, id: promotion.id, document: promotion});
  expect((await look(two.cache)).tiers).toEqual([]);
});

test('a page without standing documents leaves the memory as it is', async () => {
  const {one, two} = await twoWindows();
  const {standing} = await readReplica(two.cache, {});
  await publishTo(one, [customer('ada'), product('tea', 800)]);
  expect((await readReplica(two.cache, {})).standing).toBe(standing);
});

test('a product is found by the shop’s number where its id is gone', async () => {
  const {two} = await twoWindows();
  const keys = {productIds: ['prod_gone'], sourceIds: ['mug', 'gone']};
  expect((await readReplica(two.cache, keys)).products).toEqual([mug]);
});
