import {expect, test} from 'vitest';
import {epochMs} from '../../shared/kernel/epoch.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import type {Availability} from '../../shared/ledger/draw.ts';
import type {Document} from '../../shared/protocol/document.ts';
import {openingMs, settings} from '../../test/builders/facts.ts';
import {percentOff, tier} from '../../test/builders/offers.ts';
import {factSourceContract} from '../../test/contracts/fact-source.ts';
import {usesLease} from '../../test/tills/sale-draft.ts';
import {freshName, publishTo} from '../../test/tills/test-till.ts';
import {activeTiers} from './active-tiers.ts';
import {openTillDatabases} from './open-till-databases.ts';
import {readReplica} from './read-replica.ts';
import {tillFactSource} from './till-fact-source.ts';

const leaseOn = (account: AccountKey, granted: number, given = {}) =>
  usesLease(account.replaceAll(':', '-'), granted, {account, ...given});

async function stored(documents: readonly Document[], availability: readonly Availability[]) {
  const db = await openTillDatabases(freshName());
  await publishTo(db, documents);
  await db.ledger.lease.bulkPut(availability.map(({account, available}) => leaseOn(account, available)));
  return db;
}

factSourceContract('Dexie in Chromium', async (documents, availability) =>
  tillFactSource(await stored(documents, availability), openingMs),
);

factSourceContract('Dexie in Chromium, documents read ahead', async (documents, availability) => {
  const db = await stored(documents, availability);
  const idsOf = (kind: Document['kind']) => documents.flatMap(one => (one.kind === kind ? one.id : []));
  const ahead = await readReplica(db.cache, {
    productIds: idsOf('product'),
    sourceIds: documents.flatMap(one => (one.kind === 'product' ? (one.sourceId ?? []) : [])),
    codes: documents.flatMap(one => (one.kind === 'voucher' ? one.code : [])),
    customerId: idsOf('customer')[0] ?? null,
  });
  return tillFactSource(db, openingMs, ahead);
});

test('leases are read when they are asked for, also where the documents were read ahead', async () => {
  const db = await openTillDatabases(freshName());
  const source = tillFactSource(db, openingMs, await readReplica(db.cache, {}));
  const account: AccountKey = 'v:v_A:uses';
  const available = async () => (await source.availability([account], null))[0]?.available;
  expect(await available()).toBe(0);
  await db.ledger.lease.put(leaseOn(account, 3));
  expect(await available()).toBe(3);
});

/** As the feed worker of another window does it: a connection of its own, and nothing said to this one. */
test('[RR1] what another connection applied is priced with from then on', async () => {
  const name = freshName();
  const [db, elsewhere] = [await openTillDatabases(name), await openTillDatabases(name)];
  const week = tier('Tea week', percentOff(5));
  const on = [settings(), week.tier, week.campaign].filter(document => document !== null);
  await publishTo(elsewhere, on);
  const tiers = async () => activeTiers((await readReplica(db.cache, {})).standing, openingMs).length;
  expect(await tiers()).toBe(1);
  const off = on.flatMap(one => (one.kind === 'promotion_tier' ? {...one, active: false, version: 2} : []));
  await publishTo(elsewhere, off);
  expect(await tiers()).toBe(0);
});

test('what is recalled, expired or spent of a lease is not available, and several leases add up', async () => {
  const db = await openTillDatabases(freshName());
  const uses = (code: string): AccountKey => `v:v_${code}:uses`;
  await db.ledger.lease.bulkPut([
    leaseOn(uses('A'), 3, {id: 'lease_1', consumed: 1}),
    leaseOn(uses('A'), 2, {id: 'lease_2'}),
    leaseOn(uses('B'), 3, {recalled: true}),
    leaseOn(uses('C'), 3, {expiresAtMs: openingMs}),
  ]);
  const source = tillFactSource(db, openingMs);
  const asked = [uses('A'), uses('B'), uses('C')];
  expect((await source.availability(asked, null)).map(one => [one.available, one.authority])).toEqual([
    [4, 'lease'],
    [0, 'lease'],
    [0, 'lease'],
  ]);
  const earlier = tillFactSource(db, epochMs(openingMs - 1));
  expect((await earlier.availability([uses('C')], null))[0]?.available).toBe(3);
});

test('of what a rule counts nothing is said without a lease on it: nobody here can count', async () => {
  const db = await openTillDatabases(freshName());
  const counter: AccountKey = 'q:camp_A:redemptions';
  const source = tillFactSource(db, openingMs);
  expect(await source.availability([counter], null)).toEqual([]);
  await db.ledger.lease.put(leaseOn(counter, 2));
  expect(await source.availability([counter], null)).toMatchObject([{account: counter, available: 2}]);
});
