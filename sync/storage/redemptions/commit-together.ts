/**
 * Commits redemptions of new orders that came at the same time, each with the answer it would have got by itself: first
 * all of them in one statement, without looking; where that cannot say who is short, on locked books one after the
 * other. Counters have no limit of their own but that of the rule that asked, so they are always looked at.
 */
import {present} from '../../../shared/kernel/assert.ts';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Account, Short} from '../../../shared/ledger/account.ts';
import {type AccountKey, isCounter} from '../../../shared/ledger/account-key.ts';
import {drawWithin} from '../../../shared/ledger/draw-within.ts';
import type {Db} from '../database.ts';
import {lockAccounts} from '../lock-accounts.ts';
import {openCounters} from '../open-accounts.ts';
import {sqlState, transact} from '../transact.ts';
import {type NewRedemption, writeTogether} from './write-together.ts';

/** `taken`: somebody else was first with the order's source id. */
export type Committing = {readonly ok: true} | Short | {readonly ok: false; readonly taken: true};

const uniqueViolation = '23505';
const checkViolation = '23514';

/** In the order of `redemptions`. */
export async function commitTogether(
  db: Db,
  projectId: ProjectId,
  redemptions: readonly NewRedemption[],
): Promise<readonly Committing[]> {
  if (
    redemptions.every(({draws}) => draws.every(isPlain)) &&
    (await triedBlindly(db, projectId, redemptions))
  )
    return redemptions.map(() => ({ok: true}));
  try {
    return await commitLooking(db, projectId, redemptions);
  } catch (error) {
    if (sqlState(error) !== uniqueViolation) throw error;
    if (redemptions.length === 1) return [{ok: false, taken: true}];
    const answers: Committing[] = [];
    for (const one of redemptions) answers.push(...(await commitTogether(db, projectId, [one])));
    return answers;
  }
}

function isPlain({account, limit}: NewRedemption['draws'][number]): boolean {
  return limit === undefined && !isCounter(account);
}

async function triedBlindly(
  db: Db,
  projectId: ProjectId,
  redemptions: readonly NewRedemption[],
): Promise<boolean> {
  try {
    await writeTogether(db, projectId, redemptions);
    return true;
  } catch (error) {
    const state = sqlState(error);
    // A deadlock too is better looked at in one order.
    if (state === checkViolation || state === uniqueViolation || state === '40P01' || state === '40001')
      return false;
    throw error;
  }
}

/** All accounts are locked in one order; each redemption draws on what those before it left. */
async function commitLooking(
  db: Db,
  projectId: ProjectId,
  redemptions: readonly NewRedemption[],
): Promise<readonly Committing[]> {
  const accounts = redemptions.flatMap(({draws}) => draws.map(draw => draw.account));
  return transact(db, async tx => {
    await openCounters(tx, projectId, accounts);
    const books = await lockAccounts(tx, projectId, accounts);
    const covered: NewRedemption[] = [];
    const answers = redemptions.map((redemption): Committing => {
      const drawn = drawAll(books, redemption);
      if (drawn.ok) covered.push(redemption);
      return drawn;
    });
    if (covered.length > 0) await writeTogether(tx, projectId, covered);
    return answers;
  });
}

/** All draws of one redemption, or none and the first account that is short. Changes `books` when it succeeds. */
function drawAll(books: Map<AccountKey, Account>, {draws}: NewRedemption): {readonly ok: true} | Short {
  const after = new Map<AccountKey, Account>();
  for (const {account, amount, limit} of draws) {
    const book = present(after.get(account) ?? books.get(account), `account ${account}`);
    const drawn = drawWithin(book, {amount, limit});
    if (!drawn.ok) return drawn;
    after.set(account, drawn.account);
  }
  for (const [account, book] of after) books.set(account, book);
  return {ok: true};
}
