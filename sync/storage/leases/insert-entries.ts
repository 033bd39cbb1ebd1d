import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {NewEntry} from '../../store/sale-book.ts';
import type {Tx} from '../database.ts';

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
      entries.map(({account, amount, redemptionId, leaseId, grantedBy}) => ({
        project_id: projectId,
        account,
        amount,
        redemption_id: redemptionId,
        lease_id: leaseId,
        granted_by: grantedBy ?? null,
      })),
    )
    .execute();
}
