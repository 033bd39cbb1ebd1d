import {sql} from 'kysely';
import {type EpochMs, epochMs} from '../../../shared/kernel/epoch.ts';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {AccountKey} from '../../../shared/ledger/account-key.ts';
import type {Holder} from '../../store/account-book.ts';
import type {Db} from '../database.ts';
import {reservedIn} from './lease-row.ts';

/** Who holds units of `accounts`; a till enrolled again may be in it twice, once per epoch. */
export async function listHolders(
  db: Db,
  projectId: ProjectId,
  accounts: readonly AccountKey[],
): Promise<readonly Holder[]> {
  if (accounts.length === 0) return [];
  const rows = await db
    .selectFrom('lease as l')
    .innerJoin('device as d', join =>
      join.onRef('d.project_id', '=', 'l.project_id').onRef('d.device_id', '=', 'l.device_id'),
    )
    .select(['l.account', 'l.device_id as deviceId', 'd.name as tillName', 'l.granted_at'])
    .select(reservedIn('l').as('amount'))
    .where('l.project_id', '=', projectId)
    .where('l.account', 'in', [...accounts])
    .where(reservedIn('l'), '>', 0)
    .orderBy('d.number')
    .orderBy('l.epoch')
    .execute();
  return rows.map(({granted_at, ...holder}) => ({...holder, sinceMs: epochMs(granted_at.getTime())}));
}

/** Units of `account` that tills hold: all, and those of tills seen after `sinceMs` or with a live line since. */
export async function sumHeldByTills(
  db: Db,
  projectId: ProjectId,
  account: AccountKey,
  sinceMs: EpochMs,
): Promise<{readonly all: number; readonly connected: number}> {
  const {rows} = await sql<{all: number; connected: number}>`
    select coalesce(sum(left_over), 0)::bigint as "all",
      coalesce(sum(left_over) filter (where heard_until > ${new Date(sinceMs)}), 0)::bigint as connected
    from (
      select ${reservedIn('l')} as left_over,
        case when d.status = 'active' and d.epoch = l.epoch then greatest(d.last_seen_at, d.live_until) end
          as heard_until
      from lease l
      join device d on d.project_id = l.project_id and d.device_id = l.device_id
      where l.project_id = ${projectId} and l.account = ${account}
    ) held
  `.execute(db);
  return rows[0] ?? {all: 0, connected: 0};
}
