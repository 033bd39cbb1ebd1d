import {sql} from 'kysely';
import {type EpochMs, epochMs} from '../../../shared/kernel/epoch.ts';
import type {DeviceId, ProjectId, StoreId} from '../../../shared/kernel/id.ts';
import type {TillView} from '../../../shared/protocol/admin.ts';
import type {Db} from '../database.ts';
import {inDoubtIn, leaseStateIn} from '../leases/lease-row.ts';
import type {DeviceStatus} from '../tables.ts';

interface TillRow {
  readonly id: DeviceId;
  readonly number: number;
  readonly name: string;
  readonly storeId: StoreId;
  readonly storeName: string;
  readonly status: DeviceStatus;
  readonly shell: string | null;
  readonly journal: string | null;
  readonly epoch: number;
  readonly enrolled_at: Date | null;
  readonly last_seen_at: Date | null;
  readonly clockSkewMs: number | null;
  readonly leases: TillView['leases'];
  readonly standing: TillView['standing'];
  readonly appliedSequence: number;
  readonly missingSequences: number;
  readonly last_lockout_at: Date | null;
}

/**
 * All tills by number, with what they hold and what is missing of their sequences. Leases that ended before
 * `suspendedBeforeMs` are suspended.
 */
export async function listTills(
  db: Db,
  projectId: ProjectId,
  suspendedBeforeMs: EpochMs,
): Promise<TillView[]> {
  const suspendedBefore = new Date(suspendedBeforeMs);
  const {rows} = await sql<TillRow>`
    select d.device_id as id, d.number, d.name, d.store_id as "storeId", s.name as "storeName", d.status, d.shell,
      d.journal, d.epoch, d.enrolled_at, d.last_seen_at, d.clock_skew_ms as "clockSkewMs",
      coalesce((
        select jsonb_agg(jsonb_build_object(
          'account', l.account, 'remaining', ${inDoubtIn('l')}, 'epoch', l.epoch, 'leaseId', l.lease_id,
          'state', ${leaseStateIn('l', suspendedBefore)}) order by l.account, l.epoch)
        from lease l
        where l.project_id = d.project_id and l.device_id = d.device_id and ${inDoubtIn('l')} > 0
      ), '[]') as leases,
      coalesce((
        select e.standing from device_epoch e
        where e.project_id = d.project_id and e.device_id = d.device_id and e.epoch = d.epoch
      ), 'good') as standing,
      coalesce((
        select e.applied_sequence from device_epoch e
        where e.project_id = d.project_id and e.device_id = d.device_id and e.epoch = d.epoch
      ), 0)::bigint as "appliedSequence",
      coalesce((
        select sum(e.applied_sequence - (
          select count(*) from operation o
          where o.project_id = e.project_id and o.device_id = e.device_id and o.epoch = e.epoch and not o.forked
        ))
        from device_epoch e
        where e.project_id = d.project_id and e.device_id = d.device_id
      ), 0)::bigint as "missingSequences",
      (
        select max(o.occurred_at) from operation o
        where o.project_id = d.project_id and o.device_id = d.device_id and o.kind = 'lockout'
      ) as last_lockout_at
    from device d
    join store s on s.project_id = d.project_id and s.store_id = d.store_id
    where d.project_id = ${projectId}
    order by d.number
  `.execute(db);
  return rows.map(({enrolled_at, last_seen_at, last_lockout_at, ...till}) => ({
    ...till,
    enrolledAtMs: instant(enrolled_at),
    lastSeenAtMs: instant(last_seen_at),
    lastLockoutAtMs: instant(last_lockout_at),
  }));
}

function instant(date: Date | null): EpochMs | null {
  return date === null ? null : epochMs(date.getTime());
}
