import {type Expression, type RawBuilder, type Selectable, sql} from 'kysely';
import {epochMs} from '../../../shared/kernel/epoch.ts';
import type {Lease} from '../../../shared/ledger/lease.ts';
import type {Database} from '../tables.ts';

export type LeaseRow = Selectable<Database['lease']>;

export function toLease(row: LeaseRow): Lease {
  return {
    id: row.lease_id,
    account: row.account,
    granted: row.granted,
    consumed: row.consumed,
    refunded: row.refunded,
    returned: row.returned,
    expiresAtMs: epochMs(row.expires_at.getTime()),
    recalled: row.recalled,
  };
}

/** `remaining` of shared/ledger/lease.ts, in SQL, for a lease table named `name`. */
export function remainingIn(name: 'lease' | 'l'): RawBuilder<number> & Expression<number> {
  const column = (c: string) => sql.ref(`${name}.${c}`);
  return sql<number>`(${column('granted')} + ${column('refunded')} - ${column('consumed')} - ${column('returned')})`;
}
