/**
 * A counter that a rule limits: what it counts, of whom, over which period. Its account is the same on every machine
 * (`ledger/account-key.ts`).
 */
import {periodKey} from '../calendar/period.ts';
import {contentHash} from '../kernel/content-hash.ts';
import {type AccountKey, counterAccount, type Measure} from '../ledger/account-key.ts';
import type {CounterScope} from './counter-scope.ts';
import type {Lack} from './lack.ts';
import type {RuleContext} from './rule-context.ts';

export interface Counter {
  readonly measure: Extract<Measure, 'redemptions' | 'order_amount' | 'discount_amount' | 'gift_amount'>;
  /** Everything of the campaign, or only this voucher or tier. */
  readonly of: 'campaign' | 'incentive';
  readonly per?: 'customer' | 'api_key' | 'user';
  readonly period?: 'day' | 'week' | 'month';
}

/**
 * The counter's account; `customer` when it needs one that is not there; `nobody` when it counts redemptions of an API
 * key or user and this one has none.
 */
export function counterKey(counter: Counter, scope: CounterScope): AccountKey | 'customer' | 'nobody' {
  const {customerId, moment} = scope;
  const actor = actorOf(counter, scope);
  if (counter.per === 'customer' && customerId === null) return 'customer';
  if (actor === null) return 'nobody';
  const owner = counter.of === 'campaign' ? (scope.campaignId ?? scope.incentiveId) : scope.incentiveId;
  return counterAccount(owner, counter.measure, {
    ...(counter.per === 'customer' && customerId !== null ? {customerId} : {}),
    ...(actor === undefined ? {} : {actor}),
    ...(counter.period === undefined
      ? {}
      : {period: periodKey(counter.period, moment.nowMs, moment.zone, moment.firstDayOfWeek)}),
  });
}

/** How much this redemption adds to it. */
export function counterAmount({measure}: Counter, {facts, effect}: RuleContext): number | Lack {
  switch (measure) {
    case 'redemptions':
      return 1;
    case 'order_amount':
      return facts.initialMinor ?? (facts.hasOrder ? 'amount' : 'order');
    case 'discount_amount':
      return effect()?.discountMinor ?? 'effect';
    case 'gift_amount':
      return effect()?.creditsMinor ?? 'effect';
  }
}

/** undefined: the counter is not about who redeems. */
function actorOf({per}: Counter, {apiKeyId, userLogin}: CounterScope): string | null | undefined {
  if (per === 'api_key') return apiKeyId === null ? null : actorName('key', apiKeyId);
  if (per === 'user') return userLogin === null ? null : actorName('user', userLogin);
  return undefined;
}

/** Short enough for an account's name, and no API key is ever taken for a user. */
function actorName(kind: 'key' | 'user', id: string): string {
  return `${kind}_${id.length <= 100 ? id : contentHash(id)}`;
}
