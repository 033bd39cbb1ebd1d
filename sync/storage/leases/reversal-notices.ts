import {sql} from 'kysely';
import type {DeviceId, NoticeId, ProjectId} from '../../../shared/kernel/id.ts';
import type {BookedNotice} from '../../store/rollback-book.ts';
import type {Db, Tx} from '../database.ts';

/** What a till has still to be told of, oldest first. */
export async function listNotices(
  db: Db,
  projectId: ProjectId,
  deviceId: DeviceId,
): Promise<readonly BookedNotice[]> {
  return notices(db, projectId)
    .where('device_id', '=', deviceId)
    .where('settled_at', 'is', null)
    .orderBy('notice_id')
    .execute();
}

export async function findNotice(db: Db, projectId: ProjectId, id: NoticeId): Promise<BookedNotice | null> {
  const row = await notices(db, projectId).where('notice_id', '=', id).executeTakeFirst();
  return row ?? null;
}

/** Of these redemptions, those that are not settled, oldest first, locked. */
export async function lockNotices(
  tx: Tx,
  projectId: ProjectId,
  redemptionIds: readonly string[],
): Promise<readonly BookedNotice[]> {
  if (redemptionIds.length === 0) return [];
  return notices(tx, projectId)
    .where(eb => eb(eb.cast<string>('redemption_id', 'text'), 'in', [...new Set(redemptionIds)]))
    .where('settled_at', 'is', null)
    .orderBy('notice_id')
    .forUpdate()
    .execute();
}

/** Writes new and changed ones; what was there is locked by this transaction. */
export async function saveNotices(
  tx: Tx,
  projectId: ProjectId,
  changed: readonly BookedNotice[],
): Promise<void> {
  if (changed.length === 0) return;
  await sql`
    insert into reversal_notice (project_id, notice_id, device_id, epoch, order_id, redemption_id, account, amount, voided,
      lease_id, entry_id, settled_at)
    select ${projectId}, id, "deviceId", epoch, "orderId", "redemptionId", account, amount, voided,
      "leaseId", "entryId", case when settled then now() end
    from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb)
      as r(id text, "deviceId" text, epoch integer, "orderId" text, "redemptionId" text, account text, amount bigint,
        voided bigint, "leaseId" text, "entryId" bigint, settled boolean)
    on conflict (project_id, notice_id) do update
      set voided = excluded.voided, settled_at = excluded.settled_at
  `.execute(tx);
}

function notices(db: Db, projectId: ProjectId) {
  return db
    .selectFrom('reversal_notice')
    .select([
      'notice_id as id',
      'device_id as deviceId',
      'epoch',
      'order_id as orderId',
      'redemption_id as redemptionId',
      'account',
      'amount',
      'voided',
      'lease_id as leaseId',
      'entry_id as entryId',
    ])
    .select(eb => eb('settled_at', 'is not', null).$castTo<boolean>().as('settled'))
    .where('project_id', '=', projectId);
}
