import {decide} from '../../../shared/decision/decide.ts';
import type {Decision} from '../../../shared/decision/decision.ts';
import {canonicalJson} from '../../../shared/kernel/canonical-json.ts';
import {facts, request} from '../../builders/facts.ts';
import {amountOff, coupon, type Offer, percentOff, tier} from '../../builders/offers.ts';
import {condition, rule} from '../../builders/rules.ts';
import type {Side} from '../side.ts';
import {pricesSide} from './prices-side.ts';
import {
  itemPercent,
  leastOrderMinor,
  lineAmountMinor,
  orderAmountMinor,
  orderPercent,
  type TillOrder,
  tillOrders,
} from './till-orders.ts';

/** As the till asks, with every check kept. */
export function ours(): Side {
  return ourSide(true);
}

export function oursUntraced(): Side {
  return ourSide(false);
}

function ourSide(trace: boolean): Side {
  return {
    ...pricesSide(tillOrders().map(askedOf), asked => decide(asked.facts, asked.request, {trace}), totalOf),
    details: () =>
      tillOrders()
        .map(askedOf)
        .map(asked => stepsOf(decide(asked.facts, asked.request, {trace})))
        .join('\n'),
  };
}

function totalOf({order, verdicts}: Decision): number {
  if (verdicts.some(verdict => verdict.status !== 'applied')) throw new Error('a redeemable was not applied');
  return order.totalMinor ?? 0;
}

/** The order after each redeemable, and what all of them made of it. */
function stepsOf({verdicts, order}: Decision): string {
  const steps = verdicts.map(verdict => (verdict.status === 'applied' ? verdict.order : verdict.refusal));
  return canonicalJson([...steps, order]);
}

function askedOf(order: TillOrder) {
  const offers = offersOn(order);
  return {
    facts: facts(offers, {products: order.products}),
    request: request(order.cart, offers, {mode: 'ALL'}),
  };
}

function offersOn({reducedIds, freeId}: TillOrder): readonly Offer[] {
  const atLeast = {
    '1': condition('order.amount', {$more_than_or_equal: [leastOrderMinor]}),
    logic: '1',
  };
  const rules = [rule('LEAST', atLeast)];
  const freeUnit = {
    effect: 'ADD_MISSING_ITEMS' as const,
    unitOff: 1,
    product: {productId: null, skuId: null, sourceId: freeId},
  };
  return [
    coupon('ONE-FREE', {type: 'UNIT', units: [freeUnit]}, {rules}),
    tier('Fifth', percentOff(itemPercent, {effect: 'APPLY_TO_ITEMS'}), {
      rules: [rule('FIFTH', atLeast, {appliesTo: {included: reducedIds}})],
    }),
    coupon('TEN-A-LINE', amountOff(lineAmountMinor, {effect: 'APPLY_TO_ITEMS'}), {
      rules: [rule('EVERY', atLeast, {appliesTo: {includedAll: true}})],
    }),
    coupon('TWENTIETH', percentOff(orderPercent), {rules, usesLimit: 1000}),
    tier('Two', amountOff(orderAmountMinor), {rules}),
  ];
}
