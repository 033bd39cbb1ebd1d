import {sql} from 'kysely';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {BookedLease} from '../../store/booked-lease.ts';
import type {Tx} from '../database.ts';

/** Writes new and changed leases; what was there is locked by this transaction. */
export async function saveLeases(
  tx: Tx,
  projectId: ProjectId,
  leases: readonly BookedLease[],
): Promise<void> {
  if (leases.length === 0) return;
  const rows = leases.map(lease => ({
    ...lease,
    expires: new Date(lease.expiresAtMs).toISOString(),
    grantedAt: new Date(lease.grantedAtMs).toISOString(),
    neededAt: lease.neededAtMs === undefined ? null : new Date(lease.neededAtMs).toISOString(),
  }));
  await sql`
    insert into lease (project_id, lease_id, account, device_id, epoch, granted, consumed, refunded, returned, recalled,
      written_off, awaiting, state, spend_past_expiry, counted_to, expires_at,
      granted_at, keep_to, needed_at)
    select ${projectId}, id, account, "deviceId", epoch, granted, consumed, refunded, returned, recalled,
      "writtenOff", coalesce(awaiting, 0), state, coalesce("spendPastExpiry", false), "countedTo", expires,
      "grantedAt", "keepTo", "neededAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(id text, account text, "deviceId" text, epoch integer, granted bigint, consumed bigint, refunded bigint,
        returned bigint, recalled boolean, "writtenOff" bigint, awaiting bigint, state text, "spendPastExpiry" boolean, "countedTo" bigint,
        expires timestamptz, "grantedAt" timestamptz, "keepTo" bigint, "neededAt" timestamptz)
    on conflict (project_id, lease_id) do update
      set granted = excluded.granted, consumed = excluded.consumed, refunded = excluded.refunded,
        returned = excluded.returned, recalled = excluded.recalled, written_off = excluded.written_off, awaiting = excluded.awaiting,
        state = excluded.state, spend_past_expiry = excluded.spend_past_expiry, counted_to = excluded.counted_to,
        expires_at = excluded.expires_at, granted_at = excluded.granted_at,
        keep_to = excluded.keep_to, needed_at = excluded.needed_at
  `.execute(tx);
}
