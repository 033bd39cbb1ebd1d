import {sql} from 'kysely';
import {type EpochMs, epochMs} from '../../../shared/kernel/epoch.ts';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import {isAuthority} from '../../../shared/ledger/account-key.ts';
import type {HeldLease} from '../../../shared/protocol/admin.ts';
import {unitWorthMinor} from '../../../shared/redeemables/unit-worth.ts';
import {voucherSchema} from '../../../shared/redeemables/voucher.ts';
import type {Db} from '../database.ts';
import {inDoubtIn, leaseStateIn} from './lease-row.ts';

export interface HeldLeaseFilter {
  /** Tills that were not seen since, or never. */
  readonly silentSinceMs: EpochMs;
  readonly suspendedBeforeMs: EpochMs;
  readonly limit: number;
}

type Row = Omit<HeldLease, 'moneyMinor' | 'grantedAtMs' | 'expiresAtMs' | 'lastSeenAtMs'> & {
  readonly grantedAt: Date;
  readonly expiresAt: Date;
  readonly lastSeenAt: Date | null;
  readonly voucher: unknown;
};

/** What silent tills hold, longest silent first (class C10: quantities in doubt). */
export async function listHeldLeases(
  db: Db,
  projectId: ProjectId,
  {silentSinceMs, suspendedBeforeMs, limit}: HeldLeaseFilter,
): Promise<readonly HeldLease[]> {
  const {rows} = await sql<Row>`
    select l.lease_id as "leaseId", l.device_id as "tillId", d.name as "tillName", s.name as "storeName", l.epoch,
      l.account, ${inDoubtIn('l')} as remaining, ${leaseStateIn('l', new Date(suspendedBeforeMs))} as state,
      l.granted_at as "grantedAt", l.expires_at as "expiresAt", d.last_seen_at as "lastSeenAt", v.body as voucher
    from lease l
    join device d on d.project_id = l.project_id and d.device_id = l.device_id
    join store s on s.project_id = d.project_id and s.store_id = d.store_id
    left join document v on v.project_id = l.project_id and v.kind = 'voucher' and v.id = split_part(l.account, ':', 2)
    where l.project_id = ${projectId} and ${inDoubtIn('l')} > 0
      and (d.last_seen_at is null or d.last_seen_at < ${new Date(silentSinceMs)} or l.epoch < d.epoch
        or d.status <> 'active')
    order by d.last_seen_at nulls first, d.number, l.account, l.lease_id
    limit ${limit}
  `.execute(db);
  return rows.map(({grantedAt, expiresAt, lastSeenAt, voucher, ...lease}) => ({
    ...lease,
    moneyMinor: moneyOf(lease, voucher),
    grantedAtMs: epochMs(grantedAt.getTime()),
    expiresAtMs: epochMs(expiresAt.getTime()),
    lastSeenAtMs: lastSeenAt === null ? null : epochMs(lastSeenAt.getTime()),
  }));
}

/** Authority is money already. */
function moneyOf({account, remaining}: Pick<Row, 'account' | 'remaining'>, voucher: unknown): number | null {
  if (isAuthority(account)) return remaining;
  if (voucher === null) return null;
  const worth = unitWorthMinor(voucherSchema.parse(voucher).benefit);
  return worth === null ? null : worth * remaining;
}
