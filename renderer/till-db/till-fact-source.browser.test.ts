import {expect, test} from 'vitest';
import {epochMs} from '../../shared/kernel/epoch.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import {openingMs} from '../../test/builders/facts.ts';
import {factSourceContract} from '../../test/contracts/fact-source.ts';
import {usesLease} from '../../test/tills/sale-draft.ts';
import {freshName, publishTo} from '../../test/tills/test-till.ts';
import {openTillDatabases} from './open-till-databases.ts';
import {tillFactSource} from './till-fact-source.ts';

const leaseOn = (account: AccountKey, granted: number, given = {}) =>
  usesLease(account.replaceAll(':', '-'), granted, {account, ...given});

factSourceContract('Dexie in Chromium', async (documents, availability) => {
  const db = await openTillDatabases(freshName());
  await publishTo(db, documents);
  await db.ledger.lease.bulkPut(availability.map(({account, available}) => leaseOn(account, available)));
  return tillFactSource(db, openingMs);
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
  expect((await source.availability(asked)).map(one => [one.available, one.authority])).toEqual([
    [4, 'lease'],
    [0, 'lease'],
    [0, 'lease'],
  ]);
  const earlier = tillFactSource(db, epochMs(openingMs - 1));
  expect((await earlier.availability([uses('C')]))[0]?.available).toBe(3);
});
