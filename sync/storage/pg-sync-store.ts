/** The book of record in PostgreSQL, as intake and leases know it (sync/store/sync-store.ts). */
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {Edit} from '../../shared/protocol/edit.ts';
import type {Finding} from '../intake/finding.ts';
import type {EditOrigin, SyncReads, SyncStore, SyncTx} from '../store/sync-store.ts';
import {openConflict} from './conflicts/open-conflict.ts';
import {findCustomerKey} from './customers/customer-keys.ts';
import type {Db, Tx} from './database.ts';
import {findDevice} from './devices/find-device.ts';
import {touchDevice} from './devices/touch-device.ts';
import {findVersions} from './documents/find-versions.ts';
import {inSavepoint} from './in-savepoint.ts';
import {bumpLeaseVersions} from './leases/bump-lease-versions.ts';
import {findLease, listTillLeases} from './leases/find-lease.ts';
import {findLeases} from './leases/find-leases.ts';
import {insertEntries} from './leases/insert-entries.ts';
import {leaseScopes, listTrustCampaigns} from './leases/lease-scopes.ts';
import {listHolders, sumHeldByTills} from './leases/list-holders.ts';
import {listHomeVouchers} from './leases/list-home-vouchers.ts';
import {listLastUses} from './leases/list-last-uses.ts';
import {listLeases, readLeaseVersion} from './leases/list-leases.ts';
import {listStoreTills} from './leases/list-store-tills.ts';
import {lockLeases, lockLeasesById} from './leases/lock-leases.ts';
import {recallLeases} from './leases/recall-leases.ts';
import {renewLeases} from './leases/renew-leases.ts';
import {findNotice, listNotices, lockNotices, saveNotices} from './leases/reversal-notices.ts';
import {insertReversals, lockEntries} from './leases/reverse-entries.ts';
import {saveLeases} from './leases/save-leases.ts';
import {suspendLeases} from './leases/suspend-leases.ts';
import {lockAccounts, readAccounts, writeAccounts} from './lock-accounts.ts';
import {openCounters, openMissingAccounts} from './open-accounts.ts';
import {lockEpoch, readEpoch, saveEpoch} from './operations/device-epoch.ts';
import {findOperations, keepOperation, listQuarantined} from './operations/stored-operations.ts';
import {readSettings} from './projects/read-settings.ts';
import {findReceipts} from './sales/find-receipts.ts';
import {recordSale} from './sales/record-sale.ts';
import {spendOverride} from './sales/spend-override.ts';
import {lockSale, takeBackSale} from './sales/take-back-sale.ts';
import {findStaff} from './staff/find-staff.ts';
import {transact} from './transact.ts';

/** Merges an edit in the transaction of its operation. */
export type ApplyEdit = (
  tx: Tx,
  projectId: ProjectId,
  edit: Edit,
  origin: EditOrigin,
) => Promise<readonly Finding[]>;

export function pgSyncStore(db: Db, applyEdit: ApplyEdit): SyncStore {
  return {
    transact: (projectId, work) => transact(db, tx => work(pgSyncTx(tx, projectId, applyEdit))),
    read: projectId => pgSyncReads(db, projectId),
  };
}

function pgSyncReads(db: Db, projectId: ProjectId): SyncReads {
  return {
    readAccounts: accounts => readAccounts(db, projectId, accounts),
    listHolders: accounts => listHolders(db, projectId, accounts),
    sumHeldByTills: (account, sinceMs) => sumHeldByTills(db, projectId, account, sinceMs),
    listLastUses: accounts => listLastUses(db, projectId, accounts),
    listLeases: till => listLeases(db, projectId, till),
    findLease: id => findLease(db, projectId, id),
    leaseScopes: accounts => leaseScopes(db, projectId, accounts),
    listTrustCampaigns: () => listTrustCampaigns(db, projectId),
    readSettings: () => readSettings(db, projectId),
    readLeaseVersion: deviceId => readLeaseVersion(db, projectId, deviceId),
    listTillLeases: deviceId => listTillLeases(db, projectId, deviceId),
    findLeases: (deviceId, ids) => findLeases(db, projectId, deviceId, ids),
    listHomeVouchers: (storeId, nowMs) => listHomeVouchers(db, projectId, storeId, nowMs),
    listStoreTills: storeId => listStoreTills(db, projectId, storeId),
    readEpoch: till => readEpoch(db, projectId, till),
    listQuarantined: (deviceId, kind) => listQuarantined(db, projectId, deviceId, kind),
    findDevice: deviceId => findDevice(db, projectId, deviceId),
    findReceipts: (deviceId, numbers) => findReceipts(db, projectId, deviceId, numbers),
    findStaff: ids => findStaff(db, projectId, ids),
    findCustomerKey: customerId => findCustomerKey(db, projectId, customerId),
    findVersions: documents => findVersions(db, projectId, documents),
    listNotices: deviceId => listNotices(db, projectId, deviceId),
    findNotice: id => findNotice(db, projectId, id),
  };
}

/** One project's book within a transaction that is open already. */
export function pgSyncTx(tx: Tx, projectId: ProjectId, applyEdit: ApplyEdit): SyncTx {
  return {
    ...pgSyncReads(tx, projectId),
    openAccounts: accounts => openMissingAccounts(tx, projectId, accounts),
    openCounters: accounts => openCounters(tx, projectId, accounts),
    lockAccounts: accounts => lockAccounts(tx, projectId, accounts),
    writeAccounts: accounts => writeAccounts(tx, projectId, accounts),
    lockLeases: (till, accounts) => lockLeases(tx, projectId, till, accounts),
    lockLeasesById: (deviceId, ids) => lockLeasesById(tx, projectId, deviceId, ids),
    saveLeases: leases => saveLeases(tx, projectId, leases),
    recallLeases: (accounts, except, spare) => recallLeases(tx, projectId, accounts, except, spare),
    renewLeases: (till, end) => renewLeases(tx, projectId, till, end),
    suspendLeases: till => suspendLeases(tx, projectId, till),
    bumpLeaseVersions: deviceIds => bumpLeaseVersions(tx, projectId, deviceIds),
    lockEpoch: till => lockEpoch(tx, projectId, till),
    saveEpoch: (till, state) => saveEpoch(tx, projectId, till, state),
    findOperations: (till, sequences) => findOperations(tx, projectId, till, sequences),
    keepOperation: (till, operation, replaces) => keepOperation(tx, projectId, till, operation, replaces),
    recordSale: sale => recordSale(tx, projectId, sale),
    lockSale: orderId => lockSale(tx, projectId, orderId),
    takeBackSale: taken => takeBackSale(tx, projectId, taken),
    insertEntries: entries => insertEntries(tx, projectId, entries),
    lockEntries: redemptionIds => lockEntries(tx, projectId, redemptionIds),
    insertReversals: reversals => insertReversals(tx, projectId, reversals),
    lockNotices: redemptionIds => lockNotices(tx, projectId, redemptionIds),
    saveNotices: notices => saveNotices(tx, projectId, notices),
    spendOverride: (overrideId, operationId) => spendOverride(tx, projectId, overrideId, operationId),
    inSavepoint: (work, otherwise) => inSavepoint(tx, work, otherwise),
    openConflict: conflict => openConflict(tx, projectId, conflict),
    applyEdit: (edit, origin) => applyEdit(tx, projectId, edit, origin),
    touchDevice: (deviceId, {atMs, clockSkewMs}) =>
      touchDevice(tx, projectId, deviceId, {at: new Date(atMs), clockSkewMs}),
  };
}
