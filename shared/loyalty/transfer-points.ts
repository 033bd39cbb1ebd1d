/**
 * Moving points between cards that have holders: all of the transfers asked for, or none. What arrives is new to the
 * card it arrives on, so its life starts again under that card's program; what waits or has expired cannot move.
 */
import {canTake, earn, take} from './book-points.ts';
import type {CardStep} from './card-step.ts';
import {type CardTransaction, transactionOf} from './card-transaction.ts';
import {usableThrough} from './expiration-rule.ts';
import {balanceOf, type LoyaltyCard} from './loyalty-card.ts';
import type {LoyaltyProgram} from './loyalty-program.ts';
import {type LoyaltyRefusal, type LoyaltyRefused, refused} from './loyalty-refusal.ts';
import type {Moment} from './moment.ts';
import {replayOf} from './replay-of.ts';
import {settleTiers} from './settle-tiers.ts';

export interface TransferFrom {
  readonly card: LoyaltyCard;
  readonly program: LoyaltyProgram;
  readonly points: number;
  readonly sourceId: string;
  readonly reason?: string | undefined;
  /** The stored transaction of that `sourceId`, where there is one: it is not repeated. */
  readonly prior: CardTransaction | null;
}

export type Transferred =
  /** `sources` are those that gave points now, in the order asked for. */
  {readonly ok: true; readonly target: CardStep; readonly sources: readonly CardStep[]} | LoyaltyRefused;

export function transferPoints(
  target: LoyaltyCard,
  program: LoyaltyProgram,
  transfers: readonly TransferFrom[],
  moment: Moment,
): Transferred {
  const refusal = refusalOf(target, transfers);
  if (refusal !== null) return refused(refusal);
  const transactions: CardTransaction[] = [];
  const sources: CardStep[] = [];
  let card = target;
  const fresh = transfers.filter(({prior}) => prior === null);
  if (fresh.length === 0) return {ok: true, target: {card, transactions, tierEvents: []}, sources};
  for (const transfer of fresh) {
    card = earn(card, transfer.points, usableThrough(program.expiration, moment.today));
    const occasion = occasionOf(transfer, transfer.card);
    transactions.push(transactionOf('POINTS_TRANSFER_IN', transfer.points, card, moment, occasion));
    sources.push(give(transfer, target, moment));
  }
  return {ok: true, target: settleTiers(card, program, moment.today, transactions), sources};
}

function give(transfer: TransferFrom, target: LoyaltyCard, moment: Moment): CardStep {
  const {card} = take(transfer.card, transfer.points, 'subtracted');
  const occasion = occasionOf(transfer, target);
  const transaction = transactionOf('POINTS_TRANSFER_OUT', -transfer.points, card, moment, occasion);
  return settleTiers(card, transfer.program, moment.today, [transaction]);
}

function occasionOf({sourceId, reason}: TransferFrom, other: LoyaltyCard) {
  return {operation: 'MANUAL' as const, sourceId, reason, cause: {otherVoucherId: other.voucherId}};
}

function refusalOf(target: LoyaltyCard, transfers: readonly TransferFrom[]): LoyaltyRefusal | null {
  if (target.holderId === null) return {code: 'holder_missing', voucherId: target.voucherId};
  const sourceIds = new Set<string>();
  const cards = new Set<string>([target.voucherId]);
  for (const transfer of transfers) {
    const {card, sourceId} = transfer;
    if (sourceIds.has(sourceId)) return {code: 'duplicate_source_id', sourceId};
    if (cards.has(card.voucherId)) return {code: 'same_card', voucherId: card.voucherId};
    const refusal = ownRefusal(transfer);
    if (refusal !== null) return refusal;
    sourceIds.add(sourceId);
    cards.add(card.voucherId);
  }
  const arriving = transfers.filter(({prior}) => prior === null).reduce((sum, {points}) => sum + points, 0);
  return arriving === 0 || canTake(target, arriving) ? null : {code: 'invalid_amount', points: arriving};
}

function ownRefusal({card, points, prior}: TransferFrom): LoyaltyRefusal | null {
  if (prior !== null) {
    const replayed = replayOf(card, prior, {types: ['POINTS_TRANSFER_OUT'], points: -points});
    return replayed.ok ? null : replayed.refusal;
  }
  const {voucherId} = card;
  if (card.holderId === null) return {code: 'holder_missing', voucherId};
  if (!Number.isSafeInteger(points) || points <= 0) return {code: 'invalid_amount', points};
  const availablePoints = balanceOf(card);
  if (points <= availablePoints) return null;
  return {code: 'loyalty_card_points_exceeded', voucherId, requestedPoints: points, availablePoints};
}
