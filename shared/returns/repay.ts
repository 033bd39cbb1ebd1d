/**
 * How a refund is repaid (RT8): gift credits and points go back to their cards, the rest in money, the means paid with
 * last first. Nothing ever gets back more than it paid.
 */
import {assert} from '../kernel/assert.ts';
import {type Minor, minor, smaller, subtract, zero} from '../money/minor.ts';
import type {FrozenSale, FrozenUnits, PaidMoney} from './frozen-sale.ts';
import type {ReturnRecord} from './return-record.ts';
import {spread} from './spread.ts';

type Repaid = Pick<ReturnRecord, 'credits' | 'money'>;

/** The units that come back, and what was paid for them and whatever else comes back. */
export interface PaidFor {
  readonly units: readonly Pick<FrozenUnits, 'count' | 'creditsMinor'>[];
  readonly paidMinor: Minor;
}

/**
 * Splits `refundMinor` over credits and money. Where the refund is what was paid for what comes back, each means gets
 * back what it paid of that; any other refund goes in proportion to what is still open of each.
 */
export function repay(
  sale: FrozenSale,
  earlier: readonly Repaid[],
  refundMinor: Minor,
  paidFor: PaidFor,
): Repaid {
  const open = openCredits(sale, earlier);
  const openMoney = openByMethod(sale, earlier);
  const openMoneyMinor = sum(openMoney.map(one => one.amountMinor));
  const frozen = open.map((_, at) =>
    minor(paidFor.units.reduce((total, {count, creditsMinor}) => total + count * (creditsMinor[at] ?? 0), 0)),
  );
  const inMoney = refundMinor - sum(frozen);
  const fits =
    refundMinor === paidFor.paidMinor &&
    inMoney >= 0 &&
    inMoney <= openMoneyMinor &&
    frozen.every((part, at) => part <= (open[at] ?? zero));
  const credits = fits ? frozen : inProportion(refundMinor, [...open, openMoneyMinor]).slice(0, open.length);
  return {
    credits: credits.map((amountMinor, at) => ({amountMinor, ...pointsBack(sale, earlier, at, amountMinor)})),
    money: lastFirst(openMoney, subtract(refundMinor, sum(credits))),
  };
}

/** What was repaid so far, by all means. */
export function repaidSoFar(earlier: readonly ReturnRecord[]): Minor {
  return sum(earlier.map(record => record.refundMinor));
}

function openCredits({credits}: FrozenSale, earlier: readonly Repaid[]): Minor[] {
  return credits.map(({amountMinor}, at) =>
    subtract(amountMinor, sum(earlier.map(one => one.credits[at]?.amountMinor ?? zero))),
  );
}

function openByMethod({money}: FrozenSale, earlier: readonly Repaid[]): PaidMoney[] {
  const back = new Map<string, number>();
  for (const {method, amountMinor} of earlier.flatMap(one => one.money)) {
    back.set(method, (back.get(method) ?? 0) + amountMinor);
  }
  return [...money].reverse().map(({method, amountMinor}) => {
    const gone = Math.min(amountMinor, back.get(method) ?? 0);
    back.set(method, (back.get(method) ?? 0) - gone);
    return {method, amountMinor: minor(amountMinor - gone)};
  });
}

/** `open` stands with the last means first already. */
function lastFirst(open: readonly PaidMoney[], refundMinor: Minor): PaidMoney[] {
  let left = refundMinor;
  const back: PaidMoney[] = [];
  for (const {method, amountMinor} of open) {
    const part = smaller(left, amountMinor);
    if (part > 0) back.push({method, amountMinor: part});
    left = subtract(left, part);
  }
  assert(left === 0, `${left} more to repay than was paid in money`);
  return back;
}

/** Points follow the money they stood for, rounded down; with the last of it the last point is back. */
function pointsBack(sale: FrozenSale, earlier: readonly Repaid[], at: number, nowMinor: Minor) {
  const credit = sale.credits[at];
  if (credit?.points === undefined) return {};
  const before = earlier.reduce((total, one) => total + (one.credits[at]?.amountMinor ?? 0), 0);
  const pointsBefore = earlier.reduce((total, one) => total + (one.credits[at]?.points ?? 0), 0);
  const soFar = (BigInt(credit.points) * BigInt(before + nowMinor)) / BigInt(credit.amountMinor);
  return {points: Number(soFar) - pointsBefore};
}

function inProportion(total: Minor, weights: readonly Minor[]): Minor[] {
  const shares = spread(
    total,
    weights.map(weight => ({count: 1, weight})),
  );
  return shares.map(({eachMinor, extra}) => minor(eachMinor + extra));
}

function sum(amounts: readonly Minor[]): Minor {
  return minor(amounts.reduce<number>((total, amount) => total + amount, 0));
}
