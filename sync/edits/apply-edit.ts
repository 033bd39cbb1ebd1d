import type {ProjectId} from '../../shared/kernel/id.ts';
import type {Tx} from '../storage/database.ts';
import {bumpLeaseVersions} from '../storage/leases/bump-lease-versions.ts';
import {recallLeases} from '../storage/leases/recall-leases.ts';
import {lockAccounts, writeAccounts} from '../storage/lock-accounts.ts';
import type {ApplyEdit} from '../storage/pg-sync-store.ts';
import {findStaff} from '../storage/staff/find-staff.ts';
import type {EditTx} from './move-limit.ts';
import {pgEditBook} from './pg-edit-book.ts';
import {takeEdit} from './take-edit.ts';

/** Merges an edit in the transaction of its operation. */
export const applyEdit: ApplyEdit = (tx, projectId, edit, origin) =>
  takeEdit(editTx(tx, projectId), pgEditBook(tx, projectId, origin.receivedMs), edit, origin);

/** What an edit moves beside documents, in PostgreSQL. */
export function editTx(tx: Tx, projectId: ProjectId): EditTx {
  return {
    findStaff: ids => findStaff(tx, projectId, ids),
    lockAccounts: accounts => lockAccounts(tx, projectId, accounts),
    writeAccounts: accounts => writeAccounts(tx, projectId, accounts),
    recallLeases: (accounts, except, spare) => recallLeases(tx, projectId, accounts, except, spare),
    bumpLeaseVersions: deviceIds => bumpLeaseVersions(tx, projectId, deviceIds),
  };
}
