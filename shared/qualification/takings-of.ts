/**
 * What a redeemable can take off at most, on whatever order it may meet: the facts that `deal-bound.ts` counts with.
 * Rules, limits, budgets and floors are left out of account: they only make it less.
 *
 * *Grown* is the worth of units that are added and free: it makes a discount larger without making the order cheaper.
 */
import {admittedLines} from '../applicability/admitted-lines.ts';
import {selectingRules} from '../applicability/selecting.ts';
import type {Discount, DiscountOf, ExtraReward, FreeUnits} from '../benefits/discount.ts';
import {effectOf} from '../benefits/effect-of.ts';
import {isOf} from '../benefits/unit-goods.ts';
import {cataloguePrice, findProduct, findSku} from '../catalog/catalogue.ts';
import {bundleOf} from '../decision/bundle-of.ts';
import type {Candidate, FoundRedeemable} from '../decision/find-redeemable.ts';
import {extrasOf} from '../decision/grants-of.ts';
import type {Situation} from '../decision/situation.ts';
import {lineFactsOf} from '../order/line-facts-of.ts';
import type {PricedLine} from '../order/priced-order.ts';
import {availableCredits, availablePoints} from '../redeemables/limits.ts';
import type {ValidationRule} from '../rules/validation-rule.ts';

/** `most` may be infinite: then only what is to be paid bounds it. Money in minor units, `rate` from 0 to 1. */
export type Taking =
  /** A share of what is still to be paid. */
  | {readonly kind: 'order_share'; readonly rate: number; readonly most: number}
  /** All of it above a new total. */
  | {readonly kind: 'order_down_to'; readonly to: number}
  /** A share of the lines' subtotals. */
  | {readonly kind: 'lines_share'; readonly rate: number; readonly lines: LinesMost}
  /** No more than the lines' subtotals. */
  | {readonly kind: 'lines_amount'; readonly lines: LinesMost}
  | {readonly kind: 'amount'; readonly most: number}
  | {readonly kind: 'grown'; readonly most: number};

/** Lines of the cart, and what may come off each of them and off all. */
export interface LinesMost {
  readonly of: ReadonlySet<number>;
  readonly perLine: number;
  readonly most: number;
}

export interface Takings {
  readonly discounts: readonly Taking[];
  /** Gift credits or points at most, as money: they are paid with, not taken off (ST15). */
  readonly paidMost: number;
}

const infinity = Number.POSITIVE_INFINITY;

/** What taking is bounded with, for one redeemable. */
interface Ground {
  readonly situation: Situation;
  readonly rules: readonly ValidationRule[];
  readonly namesProducts: boolean;
  /** Lines of the cart that the rules admit. */
  readonly lines: ReadonlySet<number>;
  /** How often a value may count. */
  readonly sets: number;
  readonly isInitial: boolean;
}

export function takingsOf(candidate: Candidate, found: FoundRedeemable, situation: Situation): Takings {
  if (found.object === 'voucher' && found.redeemable.benefit.type !== 'DISCOUNT_VOUCHER') {
    return {discounts: [], paidMost: mostPaid(found, situation)};
  }
  const ground = groundOf(candidate, situation);
  const first = firstDiscount(found);
  const discounts = first === null ? [] : takingsOfDiscount(first, ground);
  return {discounts: [...discounts, ...extrasOf(found).flatMap(one => ofExtra(one, ground))], paidMost: 0};
}

function firstDiscount(found: FoundRedeemable): Discount | null {
  if (found.object === 'promotion_tier') return found.redeemable.discount;
  const {benefit} = found.redeemable;
  return benefit.type === 'DISCOUNT_VOUCHER' ? benefit.discount : null;
}

function mostPaid(found: FoundRedeemable, {facts}: Situation): number {
  if (found.object !== 'voucher') return 0;
  const {redeemable, asked} = found;
  const lookUp = (account: Parameters<typeof facts.availabilities.get>[0]) =>
    facts.availabilities.get(account);
  if (redeemable.benefit.type === 'GIFT_VOUCHER') {
    const available = availableCredits(redeemable, lookUp);
    return asked.creditsMinor === null ? available : Math.min(asked.creditsMinor, available);
  }
  const reward = asked.reward === undefined ? undefined : facts.rewards.get(asked.reward.id)?.reward;
  if (reward?.type !== 'COIN') return 0;
  return Math.floor(availablePoints(redeemable, lookUp) / reward.coinPoints) * reward.coinValueMinor;
}

function groundOf(candidate: Candidate, situation: Situation): Ground {
  const {facts, initial, cart, categories} = situation;
  const {catalogue} = facts;
  const rules = candidate.rules.flatMap(({ruleIds}) =>
    ruleIds.flatMap(id => facts.rules.get(id)?.rule ?? []),
  );
  const selecting = selectingRules(rules);
  const lines = lineFactsOf(initial, cart, catalogue);
  const admitted =
    selecting.length === 0 ? [] : admittedLines(selecting, {order: initial, lines, catalogue, unitFactor: 1});
  const bundle = bundleOf(rules, situation);
  const started = bundle?.result.started === undefined ? 0 : 1;
  return {
    situation,
    rules,
    namesProducts: selecting.some(({applicable}) => applicable.namesProducts),
    lines: new Set(admitted.map(({lineIndex}) => lineIndex)),
    sets: bundle?.multiplies === true ? bundle.result.quantity + started : 1,
    isInitial: categories.usesInitialAmount(candidate.categoryId),
  };
}

function ofExtra(extra: ExtraReward, ground: Ground): readonly Taking[] {
  if (extra.type === 'DISCOUNT') return takingsOfDiscount(extra.discount, ground);
  if (extra.type === 'PRODUCT_ITEM') return [{kind: 'grown', most: extra.valueMinor * extra.quantity}];
  return [];
}

function takingsOfDiscount(discount: Discount, ground: Ground): readonly Taking[] {
  switch (discount.type) {
    case 'PERCENT':
      return [percentTaking(discount, ground)];
    case 'AMOUNT':
      return [amountTaking(discount, ground)];
    case 'FIXED':
      return [fixedTaking(discount, ground)];
    case 'SHIPPING':
      return [{kind: 'amount', most: ground.situation.initial.shipping?.costMinor ?? 0}];
    case 'UNIT':
      return discount.units.map(units => unitsTaking(units, ground));
    case 'SAME_UNITS':
    case 'REPLACE':
      return [{kind: 'grown', most: infinity}];
  }
}

function percentTaking(discount: DiscountOf<'PERCENT'>, ground: Ground): Taking {
  const {percent, percentFormula, amountLimitMinor, aggregatedAmountLimitMinor} = discount;
  const {lines, sets, isInitial, situation} = ground;
  const {percentBase} = situation.facts.conventions;
  const rate = percentFormula === undefined ? Math.min(1, (percent * sets) / 100) : 1;
  if (effectOf(discount, ground) === 'APPLY_TO_ITEMS') {
    const [perLine, most] = [amountLimitMinor ?? infinity, aggregatedAmountLimitMinor ?? infinity];
    // What is worked out on another base than the subtotal can be as much as the subtotal.
    const ofSubtotal = isInitial || percentBase === 'amount' ? 1 : rate;
    return {kind: 'lines_share', rate: ofSubtotal, lines: {of: lines, perLine, most}};
  }
  const limit = Math.min(amountLimitMinor ?? infinity, aggregatedAmountLimitMinor ?? infinity);
  if (!isInitial) return {kind: 'order_share', rate, most: limit};
  return {kind: 'amount', most: Math.min(limit, rate * initialBase(situation) + roundingRoom)};
}

function amountTaking(discount: DiscountOf<'AMOUNT'>, ground: Ground): Taking {
  const {amountMinor, amountFormula, aggregatedAmountLimitMinor} = discount;
  const {situation, lines, sets} = ground;
  const {taxBase, amountOffItems} = situation.facts.conventions;
  const isStated = amountFormula === undefined && taxBase === 'price';
  const once = isStated ? amountMinor * sets + roundingRoom : infinity;
  const limit = aggregatedAmountLimitMinor ?? infinity;
  const offLines = (perLine: number, all: number): Taking => {
    return {kind: 'lines_amount', lines: {of: lines, perLine, most: Math.min(limit, all)}};
  };
  switch (effectOf(discount, ground)) {
    case 'APPLY_TO_ITEMS':
      // By unit only the subtotals are a bound: bundles and added units make more units.
      return offLines(
        amountOffItems === 'per_line' ? once : infinity,
        amountOffItems === 'across' ? once : infinity,
      );
    case 'APPLY_TO_ITEMS_BY_QUANTITY':
      return offLines(infinity, infinity);
    case 'APPLY_TO_ITEMS_PROPORTIONALLY':
    case 'APPLY_TO_ITEMS_PROPORTIONALLY_BY_QUANTITY':
      return offLines(infinity, once);
    case 'APPLY_TO_ORDER':
    case 'UNITS':
    case 'SHIPPING':
      return {kind: 'amount', most: Math.min(limit, once)};
  }
}

function fixedTaking(discount: DiscountOf<'FIXED'>, ground: Ground): Taking {
  const {lines, isInitial, situation} = ground;
  if (effectOf(discount, ground) === 'APPLY_TO_ITEMS') {
    return {kind: 'lines_amount', lines: {of: lines, perLine: infinity, most: infinity}};
  }
  const {fixedMinor, fixedFormula} = discount;
  const isStated = fixedFormula === undefined && situation.facts.conventions.taxBase === 'price';
  const to = isStated ? (fixedMinor ?? 0) : 0;
  if (!isInitial) return {kind: 'order_down_to', to};
  return {kind: 'amount', most: Math.max(0, initialBase(situation) - to)};
}

/**
 * So many units, each at what the dearest of them can cost. A price floor may leave freed units a part of their cost
 * and so make the others dearer: there only the order itself is a bound.
 */
function unitsTaking({unitOff, unitOffFormula, product}: FreeUnits, {situation, sets}: Ground): Taking {
  const {facts, initial} = situation;
  const {catalogue, conventions} = facts;
  const hasFloor = facts.facts.products.some(one => (one.priceFloorMinor ?? 0) > 0);
  if (unitOffFormula !== undefined || hasFloor || conventions.orderFloorMinor > 0) {
    return {kind: 'grown', most: infinity};
  }
  const [known, sku] = [findProduct(catalogue, product), findSku(catalogue, product)];
  const goods = {
    productId: known?.id ?? product.productId,
    skuId: sku?.id ?? product.skuId,
    sourceId: product.sourceId ?? sku?.sourceId ?? known?.sourceId ?? null,
  };
  const listed = cataloguePrice(known, sku);
  const alike = initial.lines.filter(line => isOf(line, goods));
  // Without a price in catalogue or cart it is that of whatever another redeemable brings under this name.
  if (listed === null && alike.length === 0 && isMadeBy(goods.sourceId, facts)) {
    return {kind: 'grown', most: infinity};
  }
  const dearest = Math.max(listed ?? 0, initial.shipping?.costMinor ?? 0, ...alike.map(dearestUnit));
  return {kind: 'grown', most: unitOff * sets * (dearest + roundingRoom)};
}

/** Whether some redeemable generates a product of this name. */
function isMadeBy(sourceId: string | null, {facts}: Situation['facts']): boolean {
  if (sourceId === null) return false;
  const makes = (extras: readonly ExtraReward[] = []) =>
    extras.some(extra => extra.type === 'PRODUCT_ITEM' && extra.sourceId === sourceId);
  return (
    facts.promotionTiers.some(one => makes(one.extras)) ||
    facts.vouchers.some(({benefit}) => benefit.type === 'DISCOUNT_VOUCHER' && makes(benefit.extras))
  );
}

function dearestUnit({
  priceMinor,
  subtotalMinor,
  amountMinor,
  quantity,
  discountQuantity = 0,
}: PricedLine): number {
  const paid = Math.max(1, quantity - discountQuantity);
  return Math.max(
    priceMinor ?? 0,
    Math.ceil((subtotalMinor ?? 0) / paid),
    Math.ceil((amountMinor ?? 0) / paid),
  );
}

function initialBase({initial, facts}: Situation): number {
  const goods = initial.initialAmountMinor === undefined ? initial.amountMinor : initial.initialAmountMinor;
  const shipping = facts.conventions.shippingInOrderBase ? (initial.shipping?.costMinor ?? 0) : 0;
  return (goods ?? 0) + shipping;
}

/** Roundings of one value: at most so many minor units. */
const roundingRoom = 3;
