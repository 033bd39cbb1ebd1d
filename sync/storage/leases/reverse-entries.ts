import {sql} from 'kysely';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {NewReversal, PostedEntry} from '../../store/sale-book.ts';
import type {Tx} from '../database.ts';

/** What these redemptions drew, oldest first, locked. */
export async function lockEntries(
  tx: Tx,
  projectId: ProjectId,
  redemptionIds: readonly string[],
): Promise<readonly PostedEntry[]> {
  if (redemptionIds.length === 0) return [];
  return tx
    .selectFrom('entry')
    .select([
      'entry_id as entryId',
      'account',
      'amount',
      'reversed',
      'redemption_id as redemptionId',
      'lease_id as leaseId',
      'granted_by as grantedBy',
    ])
    .where('project_id', '=', projectId)
    .where('redemption_id', 'in', [...new Set(redemptionIds)])
    .where('amount', '>', 0)
    .orderBy('entry_id')
    .forUpdate()
    .execute();
}

/** Takes back parts of locked entries: each as an entry of its own, and counted on the one it takes back from. */
export async function insertReversals(
  tx: Tx,
  projectId: ProjectId,
  reversals: readonly NewReversal[],
): Promise<void> {
  if (reversals.length === 0) return;
  await tx
    .insertInto('entry')
    .values(
      reversals.map(({entryId, account, amount, redemptionId, leaseId}) => ({
        project_id: projectId,
        account,
        amount: -amount,
        redemption_id: redemptionId,
        lease_id: leaseId,
        reverses: entryId,
      })),
    )
    .execute();
  await sql`
    update entry e set reversed = e.reversed + r.amount
    from (
      select "entryId", sum(amount)::bigint as amount
      from jsonb_to_recordset(${JSON.stringify(reversals)}::jsonb) as x("entryId" bigint, amount bigint)
      group by "entryId"
    ) r
    where e.project_id = ${projectId} and e.entry_id = r."entryId"
  `.execute(tx);
}
