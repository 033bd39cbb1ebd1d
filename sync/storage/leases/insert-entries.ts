import type {LeaseId, ProjectId} from '../../../shared/kernel/id.ts';
import type {AccountKey} from '../../../shared/ledger/account-key.ts';
import type {Tx} from '../database.ts';

export interface NewEntry {
  readonly account: AccountKey;
  readonly amount: number;
  readonly redemptionId: string;
  readonly leaseId: LeaseId | null;
}

/** Adds to the append-only book; the accounts or leases were moved by the same transaction. */
export async function insertEntries(
  tx: Tx,
  projectId: ProjectId,
  entries: readonly NewEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  await tx
    .insertInto('entry')
    .values(
      entries.map(({account, amount, redemptionId, leaseId}) => ({
        project_id: projectId,
        account,
        amount,
        redemption_id: redemptionId,
        lease_id: leaseId,
      })),
    )
    .execute();
}
