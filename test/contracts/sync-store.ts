/**
 * What intake and leases rely on of a book of record, whatever it is kept in. Both PostgreSQL and the simulation's memory
 * are held to it; where one of them is laxer, a simulation proves nothing about the other.
 */
import {describe, expect, test} from 'vitest';
import {present} from '../../shared/kernel/assert.ts';
import {epochMs} from '../../shared/kernel/epoch.ts';
import type {DeviceId, LeaseId, ProjectId, StaffId} from '../../shared/kernel/id.ts';
import {draw, giveBack, openAccount, postOver} from '../../shared/ledger/account.ts';
import {type AccountKey, counterAccount, usesAccount} from '../../shared/ledger/account-key.ts';
import type {BookedLease} from '../../sync/store/booked-lease.ts';
import {LostRace} from '../../sync/store/lost-race.ts';
import type {KeptOperation} from '../../sync/store/operation-book.ts';
import type {SyncStore, SyncTx} from '../../sync/store/sync-store.ts';

export interface StoreUnderTest {
  readonly store: SyncStore;
  readonly projectId: ProjectId;
  /** Two tills of one store, each in its first epoch. */
  readonly tills: readonly [DeviceId, DeviceId];
  readonly manager: StaffId;
  openAccount(key: AccountKey, limit: number): Promise<void>;
}

const atMs = epochMs(Date.UTC(2026, 10, 20, 9));

export function syncStoreContract(name: string, open: () => Promise<StoreUnderTest>): void {
  let made = 0;
  const fresh = async (limit: number): Promise<{under: StoreUnderTest; account: AccountKey; n: number}> => {
    const under = await open();
    made += 1;
    const account = usesAccount(`v_contract${made}`);
    await under.openAccount(account, limit);
    return {under, account, n: made};
  };
  const leaseOf = (account: AccountKey, deviceId: DeviceId, id: string, granted: number): BookedLease => ({
    id: `lease_${id}`,
    account,
    deviceId,
    epoch: 1,
    granted,
    consumed: 0,
    refunded: 0,
    returned: 0,
    expiresAtMs: epochMs(atMs + 1000),
    recalled: false,
    state: 'A',
    writtenOff: 0,
    grantedAtMs: atMs,
  });
  const operationOf = (n: number, sequence: number, given: Partial<KeptOperation> = {}): KeptOperation => ({
    sequence,
    hash: `${n}`.padStart(8, '0').repeat(8),
    outcome: 'accepted',
    detail: null,
    forked: false,
    operationId: `op_contract${n}`,
    kind: 'lockout',
    body: '{}',
    occurredMs: atMs,
    receivedMs: atMs,
    ...given,
  });
  const isFailure = async (
    {store, projectId}: StoreUnderTest,
    work: (tx: SyncTx) => Promise<unknown>,
  ): Promise<boolean> => {
    try {
      await store.transact(projectId, work);
      return false;
    } catch {
      return true;
    }
  };
  const bookOf = async ({store, projectId}: StoreUnderTest, account: AccountKey) =>
    (await store.read(projectId).readAccounts([account])).get(account);

  describe(name, () => {
    test('a transaction that fails leaves nothing behind', async () => {
      const {under, account} = await fresh(5);
      const failed = await isFailure(under, async tx => {
        const book = present((await tx.lockAccounts([account])).get(account), account);
        const drawn = draw(book, 2);
        if (drawn.ok) await tx.writeAccounts([drawn.account]);
        await tx.insertEntries([{account, amount: 2, redemptionId: 'r_gone', leaseId: null}]);
        throw new Error('after the write');
      });
      expect(failed).toBe(true);
      expect(await bookOf(under, account)).toMatchObject({committed: 0});
      const entries = await under.store.transact(under.projectId, tx => tx.lockEntries(['r_gone']));
      expect(entries).toEqual([]);
    });

    test('one that lost a race is run again from the start', async () => {
      const {under, account} = await fresh(5);
      let runs = 0;
      await under.store.transact(under.projectId, async tx => {
        runs += 1;
        const book = present((await tx.lockAccounts([account])).get(account), account);
        const drawn = draw(book, 1);
        if (drawn.ok) await tx.writeAccounts([drawn.account]);
        if (runs < 3) throw new LostRace('contract');
      });
      expect(runs).toBe(3);
      expect(await bookOf(under, account)).toMatchObject({committed: 1});
    });

    test('a savepoint takes back its own writes and no others', async () => {
      const {under, account} = await fresh(5);
      await under.store.transact(under.projectId, async tx => {
        const book = present((await tx.lockAccounts([account])).get(account), account);
        const drawn = draw(book, 1);
        if (drawn.ok) await tx.writeAccounts([drawn.account]);
        await tx.inSavepoint(
          async () => {
            await tx.writeAccounts([{...book, committed: 4}]);
            throw new Error('inside');
          },
          async () => undefined,
        );
      });
      expect(await bookOf(under, account)).toMatchObject({committed: 1});
    });

    test('committed beyond limit + over is refused, and so is a count below nothing', async () => {
      const {under, account} = await fresh(3);
      const write = (change: Parameters<SyncTx['writeAccounts']>[0][number]) =>
        isFailure(under, async tx => {
          await tx.lockAccounts([account]);
          await tx.writeAccounts([change]);
        });
      const book = openAccount(account, 3);
      expect(await write({...book, committed: 4})).toBe(true);
      expect(await write({...book, committed: 2, over: 3})).toBe(true);
      expect(await write({...book, committed: -1})).toBe(true);
      expect(await write(postOver(book, 4))).toBe(false);
      expect(await bookOf(under, account)).toMatchObject({committed: 4, over: 1});
    });

    test('target and exposure are kept, and absent where they say nothing', async () => {
      const {under, account} = await fresh(3);
      const put = (change: Parameters<SyncTx['writeAccounts']>[0][number]) =>
        under.store.transact(under.projectId, async tx => {
          await tx.lockAccounts([account]);
          await tx.writeAccounts([change]);
        });
      const book = openAccount(account, 3);
      await put({...book, committed: 3, target: 1, exposure: 2});
      expect(await bookOf(under, account)).toEqual({...book, committed: 3, target: 1, exposure: 2});
      await put(giveBack({...book, committed: 3, target: 1}, 2));
      expect(await bookOf(under, account)).toEqual({...book, committed: 1, limit: 1});
    });

    test('a counter is opened once, by whoever comes first', async () => {
      const {under, n} = await fresh(1);
      const counter = counterAccount(`camp_contract${n}`, 'redemptions');
      for (let time = 0; time < 2; time += 1) {
        await under.store.transact(under.projectId, async tx => {
          await tx.openCounters([counter, usesAccount('v_never')]);
          const book = present((await tx.lockAccounts([counter])).get(counter), counter);
          const drawn = draw(book, 1);
          if (drawn.ok) await tx.writeAccounts([drawn.account]);
        });
      }
      expect(await bookOf(under, counter)).toMatchObject({committed: 2, limit: Number.MAX_SAFE_INTEGER});
      expect(await bookOf(under, usesAccount('v_never'))).toBeUndefined();
    });

    test('a lease is one row, found by its till alone, and never holds less than nothing', async () => {
      const {under, account, n} = await fresh(9);
      const [mine, other] = under.tills;
      const lease = leaseOf(account, mine, `contract${n}`, 3);
      await under.store.transact(under.projectId, tx => tx.saveLeases([lease]));
      const step = (deviceId: DeviceId, change: Partial<BookedLease>) =>
        under.store.transact(under.projectId, async tx => {
          const found = (await tx.lockLeasesById(deviceId, [lease.id])).get(lease.id);
          if (found !== undefined) await tx.saveLeases([{...found, ...change}]);
          return found;
        });
      expect(await step(mine, {consumed: 2, spendPastExpiry: true})).toEqual(lease);
      expect(await step(other, {})).toBeUndefined();
      expect(await step(mine, {})).toEqual({...lease, consumed: 2, spendPastExpiry: true});
      await expect(step(mine, {consumed: 4})).rejects.toThrow();
      expect(await under.store.read(under.projectId).listLeases({deviceId: mine, epoch: 1})).toContainEqual({
        ...lease,
        consumed: 2,
        spendPastExpiry: true,
      });
    });

    test('a till has one live lease on an account, and another one beside what was written off', async () => {
      const {under, account, n} = await fresh(9);
      const [mine] = under.tills;
      const first = leaseOf(account, mine, `first${n}`, 1);
      const second = leaseOf(account, mine, `second${n}`, 1);
      await under.store.transact(under.projectId, tx => tx.saveLeases([first]));
      expect(await isFailure(under, tx => tx.saveLeases([second]))).toBe(true);
      await under.store.transact(under.projectId, async tx => {
        await tx.lockLeasesById(mine, [first.id]);
        await tx.saveLeases([{...first, state: 'W', writtenOff: 1, recalled: true}]);
        await tx.saveLeases([second]);
      });
      const live = await under.store.transact(under.projectId, tx =>
        tx.lockLeases({deviceId: mine, epoch: 1}, [account]),
      );
      expect([...live.values()].map(lease => lease.id)).toEqual([second.id]);
    });

    test('recalling tells the others, suspending stops this epoch, renewing moves only what is due', async () => {
      const {under, account, n} = await fresh(9);
      const [mine, other] = under.tills;
      const ids = [`mine${n}`, `other${n}`] as const;
      await under.store.transact(under.projectId, tx =>
        tx.saveLeases([leaseOf(account, mine, ids[0], 1), leaseOf(account, other, ids[1], 1)]),
      );
      const told = await under.store.transact(under.projectId, tx => tx.recallLeases([account], mine));
      expect(told).toEqual([other]);
      const renew = (dueMs: number) =>
        under.store.transact(under.projectId, tx =>
          tx.renewLeases(
            {deviceId: mine, epoch: 1},
            {dueMs: epochMs(dueMs), expiresAtMs: epochMs(atMs + 9_000)},
          ),
        );
      expect(await renew(atMs)).toBe(0);
      expect(await renew(atMs + 5_000)).toBeGreaterThan(0);
      const version = await under.store.read(under.projectId).readLeaseVersion(mine);
      await under.store.transact(under.projectId, tx => tx.suspendLeases({deviceId: mine, epoch: 1}));
      expect(await under.store.read(under.projectId).readLeaseVersion(mine)).toBe(version + 1);
      const after = await under.store.read(under.projectId).findLeases(mine, [`lease_${ids[0]}` as LeaseId]);
      expect([...after.values()]).toMatchObject([
        {state: 'X', recalled: true, expiresAtMs: atMs + 9_000, granted: 1},
      ]);
    });

    test('what is taken back of an entry never exceeds it, in parts or at once', async () => {
      const {under, account, n} = await fresh(9);
      const redemptionId = `r_contract${n}`;
      await under.store.transact(under.projectId, tx =>
        tx.insertEntries([{account, amount: 3, redemptionId, leaseId: null, grantedBy: 'trust'}]),
      );
      const back = (amount: number) =>
        isFailure(under, async tx => {
          const [entry] = await tx.lockEntries([redemptionId]);
          const {entryId} = present(entry, 'entry');
          await tx.insertReversals([{entryId, account, amount, redemptionId: `rr_${n}`, leaseId: null}]);
        });
      expect([await back(2), await back(2), await back(1), await back(1)]).toEqual([
        false,
        true,
        false,
        true,
      ]);
      const entries = await under.store.transact(under.projectId, tx => tx.lockEntries([redemptionId]));
      expect(entries).toMatchObject([{amount: 3, reversed: 3, grantedBy: 'trust', leaseId: null}]);
    });

    test('one operation of the till’s own per sequence, any number beside it, an id is applied once', async () => {
      const {under, n} = await fresh(1);
      const till = {deviceId: under.tills[0], epoch: 1};
      const keep = (operation: KeptOperation, replaces?: string) =>
        isFailure(under, tx => tx.keepOperation(till, operation, replaces));
      const sequence = 1000 + n;
      const own = operationOf(n * 10, sequence);
      expect(await keep(own)).toBe(false);
      expect(await keep(operationOf(n * 10 + 1, sequence))).toBe(true);
      expect(await keep(operationOf(n * 10 + 2, sequence, {forked: true}))).toBe(false);
      expect(await keep(operationOf(n * 10 + 3, sequence + 1, {operationId: own.operationId}))).toBe(true);
      const found = await under.store.transact(under.projectId, tx => tx.findOperations(till, [sequence]));
      expect(found.map(one => one.forked)).toEqual([false, true]);
    });

    test('what waits in quarantine is replaced by itself when it is understood, or by a whole copy', async () => {
      const {under, n} = await fresh(1);
      const till = {deviceId: under.tills[1], epoch: 1};
      const sequence = 2000 + n;
      const waiting = operationOf(n * 10, sequence, {outcome: 'quarantined', detail: 'not understood'});
      const keep = (operation: KeptOperation, replaces?: string) =>
        under.store.transact(under.projectId, tx => tx.keepOperation(till, operation, replaces));
      const outcomes = async () =>
        (await under.store.transact(under.projectId, tx => tx.findOperations(till, [sequence]))).map(
          one => one.outcome,
        );
      await keep(waiting);
      const listed = await under.store.read(under.projectId).listQuarantined(till.deviceId);
      expect(listed.filter(one => one.sequence === sequence)).toMatchObject([
        {...till, hash: waiting.hash, forked: false, kind: 'lockout', body: '{}'},
      ]);
      await keep(operationOf(n * 10 + 1, sequence), waiting.hash);
      expect(await outcomes()).toEqual(['accepted']);
      await keep({...operationOf(n * 10 + 1, sequence), outcome: 'conflict'});
      expect(await outcomes()).toEqual(['accepted']);
    });

    test('an epoch is kept as written, and one that never was is null', async () => {
      const {under} = await fresh(1);
      const till = {deviceId: under.tills[1], epoch: 1};
      const written = {
        appliedSequence: 7,
        headHash: 'a'.repeat(64),
        session: 's3',
        formerSession: 's2',
        suspectSession: 's9',
        standing: 'fenced' as const,
      };
      const before = await under.store.transact(under.projectId, async tx => {
        const state = present(await tx.lockEpoch(till), 'epoch');
        await tx.saveEpoch(till, written);
        return state;
      });
      expect(await under.store.read(under.projectId).readEpoch(till)).toEqual(written);
      await under.store.transact(under.projectId, async tx => {
        await tx.lockEpoch(till);
        await tx.saveEpoch(till, before);
      });
      expect(
        await under.store.transact(under.projectId, tx => tx.lockEpoch({...till, epoch: 99})),
      ).toBeNull();
    });

    test('a manager’s word is spent once, and a person is known by role', async () => {
      const {under, n} = await fresh(1);
      const spend = () =>
        under.store.transact(under.projectId, tx => tx.spendOverride(`ovr_contract${n}`, `op_contract${n}`));
      expect([await spend(), await spend()]).toEqual([true, false]);
      const staff = await under.store.read(under.projectId).findStaff([under.manager, 'staff_nobody']);
      expect([...staff]).toEqual([[under.manager, {role: 'manager', active: true}]]);
    });

    test('a rollback is kept until the till knows of it, and what awaits counts as what the till may hold', async () => {
      const {under, account, n} = await fresh(5);
      const [deviceId, other] = under.tills;
      const notice = {
        id: `notice_contract${n}` as const,
        deviceId,
        epoch: 1,
        orderId: `ord_contract${n}` as const,
        redemptionId: `r_contract${n}` as const,
        account,
        amount: 2,
        voided: 0,
        leaseId: `lease_awaits${n}` as const,
        entryId: 1,
        settled: false,
      };
      const lease = {...leaseOf(account, deviceId, `awaits${n}`, 2), consumed: 2, awaiting: 2};
      await under.store.transact(under.projectId, async tx => {
        await tx.lockAccounts([account]);
        await tx.saveLeases([lease]);
        await tx.saveNotices([notice]);
      });
      const read = under.store.read(under.projectId);
      expect(await read.listNotices(deviceId)).toContainEqual(notice);
      expect(await read.listNotices(other)).not.toContainEqual(notice);
      expect(await read.findNotice(notice.id)).toEqual(notice);
      expect(await read.listHolders([account])).toMatchObject([{deviceId, amount: 2}]);
      expect((await read.listTillLeases(deviceId)).map(one => one.id)).toContain(lease.id);
      expect((await read.listLeases({deviceId, epoch: 1})).map(one => one.id)).not.toContain(lease.id);
      await under.store.transact(under.projectId, async tx => {
        const [locked] = await tx.lockNotices([notice.redemptionId]);
        await tx.saveNotices([{...present(locked, 'notice'), voided: 2, settled: true}]);
      });
      expect(await read.listNotices(deviceId)).not.toContainEqual(notice);
      expect(await read.findNotice(notice.id)).toEqual({...notice, voided: 2, settled: true});
      const isTooMuch = await isFailure(under, tx =>
        tx.saveNotices([{...notice, id: `notice_more${n}`, voided: 3}]),
      );
      expect(isTooMuch).toBe(true);
    });

    test('32 draws at once of a limit of 10 are exactly 10', async () => {
      const {under, account} = await fresh(10);
      const once = () =>
        under.store.transact(under.projectId, async tx => {
          const book = present((await tx.lockAccounts([account])).get(account), account);
          const drawn = draw(book, 1);
          if (drawn.ok) await tx.writeAccounts([drawn.account]);
          return drawn.ok;
        });
      const outcomes = await Promise.all(Array.from({length: 32}, once));
      expect(outcomes.filter(ok => ok)).toHaveLength(10);
      expect(await bookOf(under, account)).toMatchObject({committed: 10, over: 0});
    });
  });
}
