import type {RewardId} from '../kernel/id.ts';
import {take} from './book-points.ts';
import {type CardTransaction, transactionOf} from './card-transaction.ts';
import {balanceOf, type LoyaltyCard} from './loyalty-card.ts';
import {findTier, type LoyaltyProgram, rewardCost} from './loyalty-program.ts';
import type {Moment} from './moment.ts';
import type {SpentPoints} from './spent-points.ts';

/** Voucherify's bounds of one customer's day (semantics.md A.12). */
const redemptionsPerDay = 10;
const rewardsPerRedemption = 25;

/** One automatic redemption: so many of the reward at once. */
export interface AutoRedemption {
  readonly rewardId: RewardId;
  readonly rewards: number;
  readonly points: number;
  readonly spent: SpentPoints;
}

export interface AutoRedeemed {
  readonly card: LoyaltyCard;
  readonly transactions: readonly CardTransaction[];
  readonly redemptions: readonly AutoRedemption[];
}

/**
 * Buys the program's automatic reward as often as the balance allows, within the day's bounds and what is in stock
 * (null: no limit). A card without a holder buys nothing. Call it whenever points were added, and at midnight.
 */
export function autoRedeem(
  card: LoyaltyCard,
  program: LoyaltyProgram,
  moment: Moment,
  stockLeft: number | null = null,
): AutoRedeemed {
  const transactions: CardTransaction[] = [];
  const redemptions: AutoRedemption[] = [];
  let after = card;
  let stock = stockLeft ?? Number.MAX_SAFE_INTEGER;
  for (;;) {
    const bought = redeemOnce(after, program, moment, stock);
    if (bought === null) return {card: after, transactions, redemptions};
    after = bought.card;
    stock -= bought.redemption.rewards;
    transactions.push(bought.transaction);
    redemptions.push(bought.redemption);
  }
}

/** What is left over by the day's bounds and is bought on a later day. */
export function canAutoRedeem(card: LoyaltyCard, program: LoyaltyProgram): boolean {
  const price = priceOf(card, program);
  return price !== null && card.holderId !== null && balanceOf(card) >= price.points;
}

function redeemOnce(card: LoyaltyCard, program: LoyaltyProgram, moment: Moment, stock: number) {
  const price = priceOf(card, program);
  const times = card.autoRedeemed?.on === moment.today ? card.autoRedeemed.times : 0;
  if (price === null || card.holderId === null || times >= redemptionsPerDay) return null;
  const rewards = Math.min(rewardsPerRedemption, stock, Math.floor(balanceOf(card) / price.points));
  if (rewards < 1) return null;
  const points = rewards * price.points;
  const {card: taken, taken: from} = take(card, points, 'redeemed');
  const after = {...taken, autoRedeemed: {on: moment.today, times: times + 1}};
  const {rewardId} = price;
  const occasion = {operation: 'AUTOMATIC' as const, cause: {rewardId}};
  const transaction = transactionOf('POINTS_REDEMPTION', -points, after, moment, occasion);
  const spent = {spentOn: moment.today, from: [...from]};
  return {card: after, transaction, redemption: {rewardId, rewards, points, spent}};
}

/** What one costs in the holder's tier; a reward that a tier gives away is never bought by itself. */
function priceOf(card: LoyaltyCard, program: LoyaltyProgram) {
  const {autoRedeem: reward} = program;
  if (reward === undefined) return null;
  const tier = findTier(program, card.tier?.tierId);
  const points = rewardCost(tier, reward.rewardId, reward.points);
  return points < 1 ? null : {rewardId: reward.rewardId, points};
}
