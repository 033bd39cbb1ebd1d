/**
 * Draws against the server's book. All of them succeed, or nothing is written and the first short account is
 * named; the caller then gathers and decides again. Runs inside the transaction that writes the redemptions.
 */
import {present} from '../../shared/kernel/assert.ts';
import type {ProjectId, RedemptionId} from '../../shared/kernel/id.ts';
import type {Short} from '../../shared/ledger/account.ts';
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
