import {type Selectable, sql} from 'kysely';
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {Account} from '../../shared/ledger/account.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import type {Db, Tx} from './database.ts';
import type {Database} from './tables.ts';

/**
 * The books of `accounts` as they are, locked until the transaction ends; always in one order, so that two never wait
 * for each other in a circle. Who needs leases or devices too locks in this order: accounts, leases, devices. Entries
 * may still be added meanwhile: a sale being settled on its lease does not wait for the account (sync.md §0.10).
 */
export async function lockAccounts(
  tx: Tx,
  projectId: ProjectId,
  accounts: Iterable<AccountKey>,
): Promise<Map<AccountKey, Account>> {
  const keys = [...new Set(accounts)];
  if (keys.length === 0) return new Map();
  const rows = await tx
    .selectFrom('account')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('account', 'in', keys)
    .orderBy('account')
    .forNoKeyUpdate()
    .execute();
  return new Map(rows.map(row => [row.account, toAccount(row)]));
}

/** The books of `accounts` as last committed, for answers that only show them. */
export async function readAccounts(
  db: Db,
  projectId: ProjectId,
  accounts: readonly AccountKey[],
): Promise<Map<AccountKey, Account>> {
  if (accounts.length === 0) return new Map();
  const rows = await db
    .selectFrom('account')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('account', 'in', [...accounts])
    .execute();
  return new Map(rows.map(row => [row.account, toAccount(row)]));
}

/** Writes books back; their rows must be locked by this transaction. */
export async function writeAccounts(
  tx: Tx,
  projectId: ProjectId,
  accounts: readonly Account[],
): Promise<void> {
  if (accounts.length === 0) return;
  await sql`
    update account a
    set limit_units = r."limit", committed = r.committed, held = r.held, over_units = r."over",
      target_units = r.target, exposure_units = coalesce(r.exposure, 0)
    from jsonb_to_recordset(${JSON.stringify(accounts)}::jsonb)
      as r(key text, "limit" bigint, committed bigint, held bigint, "over" bigint, target bigint, exposure bigint)
    where a.project_id = ${projectId} and a.account = r.key
  `.execute(tx);
}

/** A book as its row says. */
export function toAccount(row: Omit<Selectable<Database['account']>, 'project_id'>): Account {
  return {
    key: row.account,
    limit: row.limit_units,
    committed: row.committed,
    held: row.held,
    over: row.over_units,
    ...(row.target_units === null ? {} : {target: row.target_units}),
    ...(row.exposure_units === 0 ? {} : {exposure: row.exposure_units}),
  };
}
