/**
 * The kept basket, decided again with the sale's own facts, at the sale's own instant, with the redeemables that
 * applied then (RT10): what the customer would have got for what is not given back.
 */
import {decide} from '../decision/decide.ts';
import type {AppliedVerdict, Decision} from '../decision/decision.ts';
import type {DecisionRequest, RequestedRedeemable} from '../decision/request.ts';
import {assert} from '../kernel/assert.ts';
import {type Minor, minor} from '../money/minor.ts';
import type {Cart, CartLine} from '../order/cart.ts';
import type {FrozenUnits} from './frozen-sale.ts';
import type {Kept, SoldOrder} from './sold-order.ts';

export interface KeptDecision {
  readonly decision: Decision;
  /** The sale's line of each line of the kept cart. */
  readonly lineOf: readonly number[];
}

export function decideKept(sold: SoldOrder, kept: Kept): KeptDecision {
  const {request, lineOf} = keptRequest(sold, kept);
  return {decision: decide(sold.facts, request), lineOf};
}

function keptRequest(sold: SoldOrder, kept: Kept): {request: DecisionRequest; lineOf: number[]} {
  const {sessionKey: _session, confirmed: _confirmed, ...request} = sold.request;
  const own = kept.units.filter(run => run.isAdded !== true);
  const soldOwn = sold.frozen.units.filter(run => run.isAdded !== true);
  const lines = sold.request.cart.lines.flatMap((line, index) => {
    const count = countOn(soldOwn, index);
    const left = own.filter(run => run.line === index);
    const keptLine = countOn(left, index) === count ? line : partOf(line, count, left);
    return keptLine === null ? [] : {index, line: keptLine};
  });
  return {
    request: {
      ...request,
      cart: {
        ...keptAmounts(sold, kept, countAll(own) === countAll(soldOwn) && isRestKept(sold, kept)),
        lines: lines.map(one => one.line),
      },
      redeemables: appliedIn(sold.decision).map(askedAgain),
      applicationMode: 'PARTIAL',
    },
    lineOf: lines.map(one => one.index),
  };
}

/** The line with the units that are left of it; null where none is. */
function partOf(line: CartLine, count: number, left: readonly FrozenUnits[]): CartLine | null {
  const quantity = left.reduce((sum, run) => sum + run.count, 0);
  if (quantity === 0) return null;
  const {discountMinor, discountQuantity, initialQuantity: _initial, ...rest} = line;
  return {
    ...rest,
    quantity,
    amountMinor: line.amountMinor === null ? null : grossOf(left),
    ...(discountMinor === undefined ? {} : {discountMinor: share(discountMinor, quantity, count)}),
    ...(discountQuantity === undefined ? {} : {discountQuantity: share(discountQuantity, quantity, count)}),
  };
}

/** The cart around its lines: amounts of the order as a whole shrink with what is kept of it. */
function keptAmounts(sold: SoldOrder, kept: Kept, isWhole: boolean): Omit<Cart, 'lines'> {
  const {lines: _lines, shippingMinor, shippingDiscountMinor, ...cart} = sold.request.cart;
  const shipping = {
    ...(kept.shipping && shippingMinor !== undefined ? {shippingMinor} : {}),
    ...(kept.shipping && shippingDiscountMinor !== undefined ? {shippingDiscountMinor} : {}),
  };
  if (isWhole) return {...cart, ...shipping};
  const {initialAmountMinor: _initial, orderDiscountMinor, amountMinor, ...others} = cart;
  const {units, rest} = sold.frozen;
  const restMinor = kept.rest ? (rest?.grossMinor ?? 0) : 0;
  const keptMinor = ownAmount(kept.units) + restMinor;
  const soldMinor = ownAmount(units) + (rest?.grossMinor ?? 0);
  return {
    ...others,
    ...shipping,
    amountMinor: amountMinor === null ? null : minor(keptMinor),
    ...(orderDiscountMinor === undefined
      ? {}
      : {orderDiscountMinor: share(orderDiscountMinor, keptMinor, soldMinor)}),
  };
}

function isRestKept({frozen}: SoldOrder, kept: Kept): boolean {
  return frozen.rest === undefined || kept.rest;
}

/** What the customer's own units cost in the order's amount. */
function ownAmount(units: readonly FrozenUnits[]): number {
  return units.reduce(
    (sum, {isAdded, count, grossMinor, adjustmentMinor}) =>
      isAdded === true ? sum : sum + count * (grossMinor - (adjustmentMinor ?? 0)),
    0,
  );
}

export function appliedIn({valid, verdicts}: Decision): AppliedVerdict[] {
  return valid ? verdicts.filter(verdict => verdict.status === 'applied') : [];
}

/** The same again, by its own id; a card pays no more than it did. */
function askedAgain({requested, foundId, gift, points}: AppliedVerdict): RequestedRedeemable {
  assert(foundId !== null, 'what applied was found');
  if (foundId.startsWith('promo_')) return {object: 'promotion_tier', id: foundId as `promo_${string}`};
  const reward = requested.object === 'voucher' ? requested.reward : undefined;
  return {
    object: 'voucher',
    code: foundId,
    creditsMinor: gift?.creditsMinor ?? null,
    ...(reward === undefined ? {} : {reward: {id: reward.id, points: points?.spent ?? reward.points}}),
  };
}

/** An earlier discount goes with the units in equal parts, rounded down. */
function share<T extends number>(of: T, part: number, whole: number): Minor {
  return minor(whole === 0 ? 0 : Number((BigInt(of) * BigInt(part)) / BigInt(whole)));
}

function grossOf(units: readonly FrozenUnits[]): Minor {
  return minor(units.reduce((sum, {count, grossMinor}) => sum + count * grossMinor, 0));
}

function countOn(units: readonly FrozenUnits[], line: number): number {
  return countAll(units.filter(run => run.line === line));
}

function countAll(units: readonly FrozenUnits[]): number {
  return units.reduce((sum, {count}) => sum + count, 0);
}
