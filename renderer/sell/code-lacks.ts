/**
 * What keeps the codes of a priced cart from applying that the server could mend: a lease this till does not hold,
 * a gift card of which it holds too little, or a code it has not heard of yet.
 */
import {counterNeeds} from '../../shared/decision/counter-needs.ts';
import type {Verdict} from '../../shared/decision/decision.ts';
import {type AccountKey, balanceAccount, usesAccount} from '../../shared/ledger/account-key.ts';
import {isWithin} from '../../shared/ledger/lease.ts';
import type {Voucher} from '../../shared/redeemables/voucher.ts';
import {type PricedSale, totalsOf} from '../sale/priced-sale.ts';

export interface LeaseWant {
  readonly account: AccountKey;
  readonly need: number;
  readonly level: number;
  /** Of a counter: the bound of the rule that asks it. */
  readonly limit?: number;
}

export interface CodeLacks {
  readonly wants: readonly LeaseWant[];
  /** Codes that may have been published a moment ago. */
  readonly unknownCodes: readonly string[];
}

/** Of a limited code the till takes one more than it needs, where there is plenty. */
const usesLevel = 2;
/** Of a gift card it would hold all; the server grants what is free. */
const wholeCard = 1_000_000_000;

export function codeLacks(priced: PricedSale): CodeLacks {
  const lacks = priced.decision.verdicts.map(verdict => lackOf(verdict, priced));
  return {
    wants: lacks.flatMap(lack => lack.wants),
    unknownCodes: lacks.flatMap(lack => lack.unknownCodes),
  };
}

const nothing: CodeLacks = {wants: [], unknownCodes: []};

function lackOf(verdict: Verdict, priced: PricedSale): CodeLacks {
  const {requested} = verdict;
  const counters = counterWants(verdict, priced);
  if (requested.object !== 'voucher') return {wants: counters, unknownCodes: []};
  const voucher = priced.facts.vouchers.find(({id}) => id === verdict.foundId);
  if (verdict.status !== 'applied' && verdict.refusal.code === 'code_unknown') {
    return {wants: [], unknownCodes: [requested.code]};
  }
  if (voucher === undefined) return nothing;
  return {wants: [...wantsFor(voucher, verdict, priced), ...counters], unknownCodes: []};
}

/** Of the counters that refused it: what this order would count, where this till holds too little to say. */
function counterWants(verdict: Verdict, {facts, request, decision}: PricedSale): LeaseWant[] {
  if (verdict.status === 'applied' || verdict.foundId === null) return [];
  const {refusal} = verdict;
  const isUnknown = refusal.code === 'counter_unknown' && !refusal.onlineOnly;
  if (!isUnknown && refusal.code !== 'lease_empty') return [];
  const held = new Map(facts.availability.map(one => [one.account, one]));
  return counterNeeds(facts, request, decision, verdict.foundId)
    .filter(({account, amount, limit}) => {
      const here = held.get(account);
      return here === undefined || here.available < amount || !isWithin(here, limit);
    })
    .map(({account, amount, limit}) => ({account, need: amount, level: amount, limit}));
}

function wantsFor(voucher: Voucher, verdict: Verdict, priced: PricedSale): LeaseWant[] {
  const isGift = voucher.benefit.type === 'GIFT_VOUCHER';
  const {dueMinor} = totalsOf(priced.decision);
  if (verdict.status === 'applied') {
    // The card paid all this till holds of it and something is still due: there may be more on it.
    const {gift} = verdict;
    if (gift === null || gift.availableMinor > 0 || dueMinor <= 0) return [];
    const need = gift.creditsMinor + dueMinor;
    return [{account: balanceAccount(voucher.id), need, level: wholeCard}];
  }
  if (!['lease_empty', 'card_empty', 'limit_reached'].includes(verdict.refusal.code)) return [];
  const uses =
    voucher.usesLimit === null ? [] : [{account: usesAccount(voucher.id), need: 1, level: usesLevel}];
  const balance = isGift
    ? [{account: balanceAccount(voucher.id), need: Math.max(1, dueMinor), level: wholeCard}]
    : [];
  return [...uses, ...balance];
}
