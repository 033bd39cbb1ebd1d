import type {ProjectId} from '../../shared/kernel/id.ts';
import {openAccount} from '../../shared/ledger/account.ts';
import {type AccountKey, isCounter} from '../../shared/ledger/account-key.ts';
import {openCounter} from '../../shared/ledger/draw-within.ts';
import type {Tx} from './database.ts';

/** Opens the books of new limited things, in the transaction that makes them. `limit` in uses or minor units. */
export async function openAccounts(
  tx: Tx,
  projectId: ProjectId,
  accounts: readonly {readonly account: AccountKey; readonly limit: number}[],
): Promise<void> {
  if (accounts.length === 0) return;
  const rows = accounts.map(({account, limit}) => {
    const opened = openAccount(account, limit);
    return {project_id: projectId, account: opened.key, limit_units: opened.limit};
  });
  await tx.insertInto('account').values(rows).execute();
}

/** Opens those that are not there yet, in one order and before any account is locked. */
export async function openMissingAccounts(
  tx: Tx,
  projectId: ProjectId,
  accounts: readonly {readonly account: AccountKey; readonly limit: number}[],
): Promise<void> {
  if (accounts.length === 0) return;
  const limits = new Map(accounts.map(({account, limit}) => [account, limit]));
  const rows = [...limits]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([account, limit]) => {
      const opened = openAccount(account, limit);
      return {project_id: projectId, account: opened.key, limit_units: opened.limit};
    });
  await tx
    .insertInto('account')
    .values(rows)
    .onConflict(conflict => conflict.doNothing())
    .execute();
}

/**
 * Opens those of `accounts` that are counters of rules and that nobody has drawn on yet. In one order, and before any
 * account is locked: who waits here for another's new counter holds no account that the other could wait for.
 */
export async function openCounters(
  tx: Tx,
  projectId: ProjectId,
  accounts: readonly AccountKey[],
): Promise<void> {
  const counters = [...new Set(accounts.filter(isCounter))].sort();
  if (counters.length === 0) return;
  const rows = counters.map(account => {
    const opened = openCounter(account);
    return {project_id: projectId, account: opened.key, limit_units: opened.limit};
  });
  await tx
    .insertInto('account')
    .values(rows)
    .onConflict(conflict => conflict.doNothing())
    .execute();
}
