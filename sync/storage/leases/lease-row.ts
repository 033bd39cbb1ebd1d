import {type Expression, type RawBuilder, type Selectable, sql} from 'kysely';
import {epochMs} from '../../../shared/kernel/epoch.ts';
import type {BookedLease} from '../../store/booked-lease.ts';
import type {Database} from '../tables.ts';

export type LeaseRow = Selectable<Database['lease']>;

export function toLease(row: LeaseRow): BookedLease {
  return {
    id: row.lease_id,
    account: row.account,
    deviceId: row.device_id,
    epoch: row.epoch,
    granted: row.granted,
    consumed: row.consumed,
    refunded: row.refunded,
    returned: row.returned,
    expiresAtMs: epochMs(row.expires_at.getTime()),
    recalled: row.recalled,
    ...(row.keep_to === null ? {} : {keepTo: row.keep_to}),
    ...(row.spend_past_expiry ? {spendPastExpiry: true} : {}),
    ...(row.counted_to === null ? {} : {countedTo: row.counted_to}),
    state: row.state,
    writtenOff: row.written_off,
    ...(row.awaiting === 0 ? {} : {awaiting: row.awaiting}),
    grantedAtMs: epochMs(row.granted_at.getTime()),
    ...(row.needed_at === null ? {} : {neededAtMs: epochMs(row.needed_at.getTime())}),
  };
}

/** `remaining` of shared/ledger/lease.ts, in SQL, for a lease table named `name`. */
export function remainingIn(name: 'lease' | 'l'): RawBuilder<number> & Expression<number> {
  const column = (c: string) => sql.ref(`${name}.${c}`);
  return sql<number>`(${column('granted')} + ${column('refunded')} - ${column('consumed')} - ${column('returned')})`;
}

/** `inDoubt` of shared/ledger/server-lease.ts: what the till may hold. */
export function inDoubtIn(name: 'lease' | 'l'): RawBuilder<number> & Expression<number> {
  return sql<number>`(${remainingIn(name)} + ${sql.ref(`${name}.awaiting`)})`;
}

/** `reserved` of shared/ledger/server-lease.ts: what the lease holds of its account's committed part. */
export function reservedIn(name: 'lease' | 'l'): RawBuilder<number> & Expression<number> {
  return sql<number>`greatest(${inDoubtIn(name)} - ${sql.ref(`${name}.written_off`)}, 0)`;
}

/** What a manager is shown of a lease's state: one that ended before `suspendedBefore` is suspended like any other. */
export function leaseStateIn(
  name: 'lease' | 'l',
  suspendedBefore: Date,
): RawBuilder<'active' | 'suspended' | 'written_off'> {
  const column = (c: string) => sql.ref(`${name}.${c}`);
  return sql`case when ${column('state')} = 'W' then 'written_off'
    when ${column('state')} = 'X' or ${column('expires_at')} < ${suspendedBefore} then 'suspended'
    else 'active' end`;
}
