/**
 * Draws against the server's book. All of them succeed, or nothing is written and the first short account is
 * named; the caller then gathers and decides again. Runs inside the transaction that writes the redemptions.
 */
import {present} from '../../shared/kernel/assert.ts';
import type {ProjectId, RedemptionId} from '../../shared/kernel/id.ts';
import {giveBack, type Short} from '../../shared/ledger/account.ts';
import type {Draw} from '../../shared/ledger/draw.ts';
import {drawWithin} from '../../shared/ledger/draw-within.ts';
import type {Tx} from './database.ts';
import {lockAccounts, writeAccounts} from './lock-accounts.ts';
import {openCounters} from './open-accounts.ts';

/** A draw and the redemption it is for. */
export type RedemptionDraw = Draw & {readonly redemptionId: RedemptionId};

export async function commitDraws(
  tx: Tx,
  projectId: ProjectId,
  draws: readonly RedemptionDraw[],
): Promise<{readonly ok: true} | Short> {
  if (draws.length === 0) return {ok: true};
  const accounts = draws.map(d => d.account);
  await openCounters(tx, projectId, accounts);
  const books = await lockAccounts(tx, projectId, accounts);
  for (const {account, amount, limit} of draws) {
    const drawn = drawWithin(present(books.get(account), `account ${account}`), {amount, limit});
    if (!drawn.ok) return drawn;
    books.set(account, drawn.account);
  }
  await writeAccounts(tx, projectId, [...books.values()]);
  await tx
    .insertInto('entry')
    .values(
      draws.map(({account, amount, redemptionId}) => ({
        project_id: projectId,
        account,
        amount,
        redemption_id: redemptionId,
      })),
    )
    .execute();
  return {ok: true};
}

/**
 * Takes back everything these redemptions drew and that was not taken back before, as new entries of their rollbacks
 * that name their originals. Units go back to the free part of the account, wherever they were drawn. All at once,
 * because accounts are locked in one order.
 */
export async function reverseDraws(
  tx: Tx,
  projectId: ProjectId,
  rollbackOf: ReadonlyMap<string, string>,
): Promise<void> {
  const entries = await openEntries(tx, projectId, [...rollbackOf.keys()]);
  if (entries.length === 0) return;
  const books = await lockAccounts(
    tx,
    projectId,
    entries.map(e => e.account),
  );
  for (const {account, amount} of entries) {
    books.set(account, giveBack(present(books.get(account), `account ${account}`), amount));
  }
  await writeAccounts(tx, projectId, [...books.values()]);
  await tx
    .insertInto('entry')
    .values(
      entries.map(entry => ({
        project_id: projectId,
        account: entry.account,
        amount: -entry.amount,
        redemption_id: present(rollbackOf.get(entry.redemption_id), `rollback of ${entry.redemption_id}`),
        reverses: entry.entry_id,
      })),
    )
    .execute();
}

function openEntries(tx: Tx, projectId: ProjectId, redemptionIds: readonly string[]) {
  return tx
    .selectFrom('entry as e')
    .select(['e.entry_id', 'e.account', 'e.amount', 'e.redemption_id'])
    .where('e.project_id', '=', projectId)
    .where('e.redemption_id', 'in', [...redemptionIds])
    .where('e.amount', '>', 0)
    .where(({not, exists, selectFrom}) =>
      not(
        exists(
          selectFrom('entry as r')
            .select('r.entry_id')
            .whereRef('r.project_id', '=', 'e.project_id')
            .whereRef('r.reverses', '=', 'e.entry_id'),
        ),
      ),
    )
    .orderBy('e.entry_id')
    .execute();
}
