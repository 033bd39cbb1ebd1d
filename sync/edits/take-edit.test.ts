import {beforeEach, describe, expect, it} from 'vitest';
import {epochMs} from '../../shared/kernel/epoch.ts';
import type {DeviceId} from '../../shared/kernel/id.ts';
import type {JsonValue} from '../../shared/kernel/metadata.ts';
import {usesAccount} from '../../shared/ledger/account-key.ts';
import type {Editable} from '../../shared/merge/editable.ts';
import {readField} from '../../shared/merge/field-path.ts';
import type {Voucher} from '../../shared/redeemables/voucher.ts';
import {campaign, percent} from '../../test/builders/offers.ts';
import {memoryEdits} from '../../test/simulation/memory-edit-book.ts';
import {type MemorySyncStore, memorySyncStore} from '../../test/simulation/memory-sync-store.ts';
import type {Finding} from '../intake/finding.ts';

const autumn = campaign('Autumn');
const made = percent('TEN', 10, {usesLimit: 5}).voucher;
if (made === null) throw new Error('no voucher');
const voucher: Voucher = made;
const uses = usesAccount(voucher.id);

let store: MemorySyncStore;
let count = 0;

beforeEach(() => {
  store = memorySyncStore(memoryEdits());
  store.addStaff('staff_mira', {role: 'manager', active: true});
  store.addStaff('staff_old', {role: 'manager', active: false});
  for (const document of [autumn, voucher]) store.publish(document, epochMs(1_000));
  store.openAccount(uses, 5);
});

interface Given {
  readonly atMs?: number;
  readonly deviceId?: DeviceId;
  readonly staffId?: `staff_${string}`;
  readonly baseVersion?: number;
}

const records = () => [...store.book.edits.rows.values()];

/** An edit of one till arrives; null deletes. */
function arrive(
  seen: Editable,
  after: Readonly<Record<string, JsonValue>> | null,
  given: Given = {},
): Promise<readonly Finding[]> {
  const {atMs = 5_000, deviceId = 'till_a', staffId = 'staff_mira', baseVersion = seen.version} = given;
  count += 1;
  const fields = Object.entries(after ?? {}).map(([path, value]) => ({
    path,
    before: readField(seen, path),
    after: value,
  }));
  const change = after === null ? {kind: 'delete' as const} : {kind: 'fields' as const, fields};
  const edit = {
    id: `edit_${count}` as const,
    kind: seen.kind,
    documentId: seen.id,
    baseVersion,
    staffId,
    change,
  };
  const origin = {
    deviceId,
    operationId: `op_${count}`,
    occurredMs: epochMs(atMs),
    receivedMs: epochMs(9_000),
  };
  return store.transact('proj_one', tx => tx.applyEdit(edit, origin));
}

const present = (document: Editable) => store.book.documents.get(`${document.kind} ${document.id}`);

describe('an edit that arrives', () => {
  it('is merged, given the next version and recorded', async () => {
    expect(await arrive(autumn, {name: 'Late autumn'})).toEqual([]);
    expect(present(autumn)).toEqual({...autumn, name: 'Late autumn', version: autumn.version + 1});
    expect(records()).toMatchObject([{result: 'merged', version: autumn.version + 1, staffId: 'staff_mira'}]);
  });
  it('that changes nothing makes no version, and is recorded', async () => {
    expect(await arrive(autumn, {active: true})).toEqual([]);
    expect(present(autumn)).toEqual(autumn);
    expect(records()).toMatchObject([{result: 'merged', version: null}]);
  });
  it('of somebody who is no manager any more is a conflict and changes nothing', async () => {
    expect(await arrive(autumn, {active: false}, {staffId: 'staff_old'})).toMatchObject([{class: 'C6'}]);
    expect(await arrive(autumn, {active: false}, {staffId: 'staff_who'})).toMatchObject([{class: 'C6'}]);
    expect(present(autumn)).toEqual(autumn);
    expect(records()).toEqual([]);
  });
  it('of another till switches nothing on that was switched off since', async () => {
    await arrive(autumn, {active: false});
    const on = {...autumn, active: false};
    await arrive(on, {active: true}, {deviceId: 'till_b'});
    expect(present(autumn)).toMatchObject({active: false});
    await arrive(on, {active: true}, {deviceId: 'till_a'});
    expect(present(autumn)).toMatchObject({active: true});
  });
  it('moves the account with the limit, and asks for leases back where it is cut below them', async () => {
    await arrive(voucher, {usesLimit: 8});
    expect(store.book.accounts.get(uses)).toMatchObject({limit: 8});
    const lease = {
      granted: 6,
      consumed: 0,
      refunded: 0,
      returned: 0,
      recalled: false,
      writtenOff: 0,
      state: 'A' as const,
    };
    store.addDevice({deviceId: 'till_b', storeId: 'store_one', name: 'Till 2'});
    await store.transact('proj_one', async tx => {
      const account = (await tx.lockAccounts([uses])).get(uses);
      if (account === undefined) throw new Error('no account');
      await tx.writeAccounts([{...account, committed: 6}]);
      const times = {expiresAtMs: epochMs(99_000), grantedAtMs: epochMs(1_000)};
      await tx.saveLeases([{...lease, ...times, id: 'lease_1', account: uses, deviceId: 'till_b', epoch: 1}]);
    });
    await arrive({...voucher, usesLimit: 8, version: voucher.version + 1}, {usesLimit: 2});
    expect(store.book.accounts.get(uses)).toMatchObject({limit: 6, target: 2});
    expect(store.book.leases.get('lease_1')).toMatchObject({recalled: true});
  });
});

describe('a deletion', () => {
  it('archives, and parks what comes later', async () => {
    await arrive(autumn, null);
    expect(present(autumn)).toBeUndefined();
    expect(await arrive(autumn, {name: 'Too late'})).toMatchObject([
      {class: 'C7', evidence: {fields: [{path: 'name', mine: 'Too late', reason: 'deleted'}]}},
    ]);
    expect(await arrive(autumn, null)).toEqual([]);
    expect(records().map(({result}) => result)).toEqual(['archived', 'gone', 'gone']);
  });
  it('ends what a till may have redeemed, at the time it was meant', async () => {
    await store.transact('proj_one', tx =>
      tx.insertEntries([{account: uses, amount: 1, redemptionId: 'r_1', leaseId: null}]),
    );
    await arrive(voucher, null, {atMs: 7_000});
    expect(present(voucher)).toMatchObject({active: false, endsAtMs: 7_000, version: voucher.version + 1});
    expect(records()).toMatchObject([{result: 'ended'}]);
  });
});
