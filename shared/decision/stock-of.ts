import type {Draw} from '../ledger/draw.ts';
import {judgeCounter} from '../ledger/judge-counter.ts';
import {stockAccount} from '../loyalty/reward-assignment.ts';
import type {Refusal} from '../reasons/refusal.ts';
import type {LookUpAccount} from '../redeemables/limits.ts';
import type {ChosenReward} from './choose-reward.ts';

export type JudgedStock =
  | {readonly ok: true; readonly draws: readonly Draw[]}
  | {readonly ok: false; readonly refusal: Refusal};

/** Whether a piece of the reward is left to give away, and the draw of it (DE23); of anything else nothing. */
export function stockOf(reward: ChosenReward | null, lookUp: LookUpAccount): JudgedStock {
  if (reward?.kind !== 'bought' || reward.stockLimit === undefined) return {ok: true, draws: []};
  const account = stockAccount(reward.rewardId);
  const judged = judgeCounter(account, 1, reward.stockLimit, lookUp(account));
  return judged.ok ? {ok: true, draws: [judged.draw]} : judged;
}
