/**
 * A return of units of a sale: what is refunded for them, by what means, and what goes back to the ledger. Pure: the
 * sale and its earlier returns go in, a record comes out, and nothing is refunded that was not paid.
 *
 * Always true: whatever the policies and in whatever sequence, the refunds of a sale that came back as a whole sum to
 * what was paid for it, and no refund is below zero (RT9).
 */
import type {Grant} from '../decision/decision.ts';
import {assert} from '../kernel/assert.ts';
import {soldUnitsAccount} from '../ledger/account-key.ts';
import type {Draw} from '../ledger/draw.ts';
import {larger, type Minor, minor, smaller, subtract, zero} from '../money/minor.ts';
import type {AskedReturn} from './asked-return.ts';
import {leftOverUnits} from './broken-sets.ts';
import {chooseUnits, countOf, type UnitRefusal} from './choose-units.ts';
import {appliedIn} from './decide-kept.ts';
import type {FrozenSale} from './frozen-sale.ts';
import {keptCost} from './kept-cost.ts';
import {keptUnits, returnedIn, unitsWithin} from './kept-units.ts';
import {repaidSoFar, repay} from './repay.ts';
import type {ReturnedDraw, ReturnedUnits, ReturnPolicy, ReturnRecord} from './return-record.ts';
import {hasReplacedUnits, type Kept, type SoldOrder} from './sold-order.ts';

type ReturnRefusal =
  | UnitRefusal
  /** Policy `whole_set_only`: these have to come back as well. */
  | {readonly code: 'set_incomplete'; readonly missing: readonly ReturnedUnits[]};

export interface ReturnPlan {
  readonly ok: true;
  readonly record: ReturnRecord;
  /** To be reversed in the ledger: credits and points as repaid, uses and counts when all goods are back. */
  readonly reversals: readonly ReturnedDraw[];
  /** One per line: its units can come back once, on any machine. */
  readonly draws: readonly Draw[];
  /** What the sale gave besides money off and loses with its last unit. */
  readonly revokes: readonly Grant[];
}

export type PlannedReturn = ReturnPlan | {readonly ok: false; readonly refusal: ReturnRefusal};

/** `earlier` are all returns of this sale so far, in their order. */
export function planReturn(
  sold: SoldOrder,
  earlier: readonly ReturnRecord[],
  asked: AskedReturn,
  policy: ReturnPolicy,
): PlannedReturn {
  const before = returnedIn(earlier);
  const chosen = chooseUnits(sold.frozen, before, asked);
  if (!chosen.ok) return chosen;
  const {units} = chosen;
  const kept = keptAfter(sold.frozen, earlier, units, asked);
  const back = {
    rest: isRestBack(sold.frozen, earlier, kept),
    shipping: isShippingBack(sold.frozen, earlier, asked),
  };
  if (units.length === 0 && !back.rest && !back.shipping) {
    return {ok: false, refusal: {code: 'nothing_to_return'}};
  }
  if (policy === 'whole_set_only' && !hasReplacedUnits(sold)) {
    const missing = leftOverUnits(sold, kept, [...before, ...units]);
    if (missing.length > 0) return {ok: false, refusal: {code: 'set_incomplete', missing}};
  }
  const record = recordOf(sold, earlier, {units, ...back}, kept, policy);
  const hasAllGoods = hadGoods(sold.frozen, earlier) && kept.units.length === 0 && !kept.rest;
  return {
    ok: true,
    record,
    reversals: [...repaidDraws(sold.frozen, record), ...(hasAllGoods ? otherDraws(sold) : [])],
    draws: unitDraws(sold.frozen, units),
    revokes: hasAllGoods ? appliedIn(sold.decision).flatMap(verdict => verdict.grants ?? []) : [],
  };
}

interface Back {
  readonly units: readonly ReturnedUnits[];
  readonly rest: boolean;
  readonly shipping: boolean;
}

function recordOf(
  sold: SoldOrder,
  earlier: readonly ReturnRecord[],
  {units, rest, shipping}: Back,
  kept: Kept,
  policy: ReturnPolicy,
): ReturnRecord {
  const {frozen} = sold;
  const others = [rest ? frozen.rest : undefined, shipping ? frozen.shipping : undefined];
  const paidFor = [
    ...unitsWithin(frozen, units),
    ...others.flatMap(part => (part === undefined ? [] : {...part, count: 1})),
  ];
  const paidMinor = minor(paidFor.reduce((sum, {count, paidMinor: each}) => sum + count * each, 0));
  const refundMinor = refundOf(sold, earlier, kept, policy, paidMinor);
  return {
    policy,
    units: [...units],
    shipping,
    rest,
    refundMinor,
    ...repay(frozen, earlier, refundMinor, {units: paidFor, paidMinor}),
    closes: kept.units.length === 0 && !kept.rest && keptShippingPaid(frozen, kept) === 0,
  };
}

/**
 * The policy's refund, within what is still open. Whatever was refunded before, the last goods bring the rest of what
 * was paid for the goods, and with shipping the rest of everything.
 */
function refundOf(
  sold: SoldOrder,
  earlier: readonly ReturnRecord[],
  kept: Kept,
  policy: ReturnPolicy,
  paidMinor: Minor,
): Minor {
  const {frozen} = sold;
  const open = subtract(frozen.paidMinor, repaidSoFar(earlier));
  assert(open >= 0, 'more was refunded than was paid');
  const openForGoods = larger(zero, subtract(open, keptShippingPaid(frozen, kept)));
  if (kept.units.length === 0 && !kept.rest) return openForGoods;
  if (policy !== 'recompute' || hasReplacedUnits(sold)) return smaller(paidMinor, open);
  return larger(zero, subtract(open, keptCost(sold, kept)));
}

function keptShippingPaid({shipping}: FrozenSale, kept: Kept): Minor {
  return kept.shipping ? (shipping?.paidMinor ?? zero) : zero;
}

/** What the customer still has after this return; the rest of an order goes with its last unit. */
function keptAfter(
  frozen: FrozenSale,
  earlier: readonly ReturnRecord[],
  units: readonly ReturnedUnits[],
  asked: AskedReturn,
): Kept {
  const still = keptUnits(frozen, [...returnedIn(earlier), ...units]);
  const restGone = earlier.some(record => record.rest) || asked.rest === true;
  const lastUnitGoes = units.length > 0 && still.length === 0;
  return {
    units: still,
    rest: frozen.rest !== undefined && !restGone && !lastUnitGoes,
    shipping: frozen.shipping !== undefined && !earlier.some(one => one.shipping) && asked.shipping !== true,
  };
}

function isRestBack(frozen: FrozenSale, earlier: readonly ReturnRecord[], kept: Kept): boolean {
  return frozen.rest !== undefined && !kept.rest && !earlier.some(record => record.rest);
}

function isShippingBack(frozen: FrozenSale, earlier: readonly ReturnRecord[], asked: AskedReturn): boolean {
  return asked.shipping === true && frozen.shipping !== undefined && !earlier.some(one => one.shipping);
}

/** Whether there were goods with the customer before this return: uses come back once. */
function hadGoods(frozen: FrozenSale, earlier: readonly ReturnRecord[]): boolean {
  const hadRest = frozen.rest !== undefined && !earlier.some(record => record.rest);
  return hadRest || keptUnits(frozen, returnedIn(earlier)).length > 0;
}

function repaidDraws({credits}: FrozenSale, record: ReturnRecord): ReturnedDraw[] {
  return credits.flatMap(({redemptionId, account, points}, at) => {
    const back = record.credits[at];
    const amount = points === undefined ? (back?.amountMinor ?? 0) : (back?.points ?? 0);
    return amount === 0 ? [] : {redemptionId, account, amount};
  });
}

/** Everything drawn that no refund gives back bit by bit: uses, counts, points spent on rewards. */
function otherDraws({decision, plan, frozen}: SoldOrder): ReturnedDraw[] {
  return plan.redemptions.flatMap(({id, verdict}) => {
    const applied = decision.verdicts[verdict];
    if (applied?.status !== 'applied') return [];
    const repaid = frozen.credits.filter(one => one.redemptionId === id).map(one => one.account);
    return applied.draws.flatMap(({account, amount}) =>
      repaid.includes(account) ? [] : {redemptionId: id, account, amount},
    );
  });
}

function unitDraws(frozen: FrozenSale, units: readonly ReturnedUnits[]): Draw[] {
  const lines = [...new Set(units.map(range => range.line))];
  return lines.map(line => ({
    account: soldUnitsAccount(frozen.orderId, line),
    amount: units
      .filter(range => range.line === line)
      .reduce((sum, {first, last}) => sum + last - first + 1, 0),
    limit: countOf(frozen.units.filter(run => run.line === line)),
  }));
}
