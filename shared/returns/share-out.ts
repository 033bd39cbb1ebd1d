/**
 * What each unit of a decided order cost and who took what off it. Item discounts stay on the units they were for;
 * order discounts are shared by all units in proportion to what item discounts left of them, and so, after them, are
 * gift credits and points, which are no discounts but a way to pay (RT1–RT6).
 *
 * Always true, and asserted: what is left of all units is what the decision says is to be paid.
 */
import type {AppliedVerdict, Decision} from '../decision/decision.ts';
import {assert} from '../kernel/assert.ts';
import {larger, type Minor, minor, smaller, subtract, zero} from '../money/minor.ts';
import type {PricedLine} from '../order/priced-order.ts';
import {spread} from './spread.ts';
import {cut, isWithin, lastOf, rangesOf, takeOff, type UnitRange, type UnitRun, unitRun} from './unit-run.ts';

export interface SharedOut {
  readonly runs: readonly UnitRun[];
  /** What applied, with the place of each in the decision's verdicts. */
  readonly applied: readonly Applied[];
  readonly slots: Slots;
}

export interface Applied {
  readonly place: number;
  readonly verdict: AppliedVerdict;
  /** Gift credits or points: what it took off was paid with them. */
  readonly isPayment: boolean;
}

/** Where a run keeps what was taken off it. */
interface Slots {
  /** By index in `applied`: off items, and off the order (payments only; discounts share one slot). */
  readonly item: (applied: number) => number;
  readonly orderPayment: (applied: number) => number;
  readonly earlierItem: number;
  readonly order: number;
  /** The order's own amount was below its lines' sum. */
  readonly adjustment: number;
  readonly count: number;
}

export function shareOut(decision: Decision): SharedOut {
  const applied = appliedOf(decision);
  const slots = slotsOf(applied.length);
  const runs = openRuns(decision, slots.count);
  const onItems = itemDiscounts(runs, decision, applied, slots);
  const onOrder = orderDiscounts(adjusted(onItems, decision, slots), decision, applied, slots);
  const left = onOrder.reduce((sum, run) => sum + run.count * run.leftMinor, 0);
  assert(left === (decision.order.totalMinor ?? 0), 'the units do not come to what is to be paid');
  return {runs: onOrder, applied, slots};
}

/** A decision that failed as a whole took nothing off, whatever its verdicts say. */
function appliedOf({valid, verdicts}: Decision): Applied[] {
  if (!valid) return [];
  return verdicts.flatMap((verdict, place) => {
    if (verdict.status !== 'applied') return [];
    const isPayment = verdict.gift !== null || verdict.points !== undefined;
    return {place, verdict, isPayment};
  });
}

function slotsOf(applied: number): Slots {
  return {
    item: at => at,
    orderPayment: at => applied + at,
    earlierItem: 2 * applied,
    order: 2 * applied + 1,
    adjustment: 2 * applied + 2,
    count: 2 * applied + 3,
  };
}

/** Units at their gross price. A line without units that costs something is one unit. */
function openRuns({order, initialOrder}: Decision, slots: number): UnitRun[] {
  const onLines = order.lines.flatMap((line, index) => {
    const asked = initialOrder.lines[index];
    const units = unitsOf(line);
    const own = asked === undefined ? 0 : Math.min(units, unitsOf(asked));
    const ownMinor = own === units ? (line.amountMinor ?? zero) : (asked?.amountMinor ?? zero);
    const addedMinor = subtract(line.amountMinor ?? zero, ownMinor);
    return [
      ...grossRuns({line: index, first: 1, count: own, isAdded: false}, ownMinor, slots),
      ...grossRuns({line: index, first: own + 1, count: units - own, isAdded: true}, addedMinor, slots),
    ];
  });
  const rest = (order.amountMinor ?? 0) - sumOfLines(order.lines);
  const beside = {line: null, first: 1, count: 1, isAdded: false};
  return rest > 0 ? [...onLines, unitRun(beside, minor(rest), slots)] : onLines;
}

function grossRuns(
  head: Pick<UnitRun, 'line' | 'first' | 'count' | 'isAdded'>,
  amountMinor: Minor,
  slots: number,
): UnitRun[] {
  if (head.count === 0) return [];
  const [share] = spread(amountMinor, [{count: head.count, weight: 1}]);
  const {eachMinor, extra} = share ?? {eachMinor: zero, extra: 0};
  const dearer = {...head, count: extra};
  const others = {...head, first: head.first + extra, count: head.count - extra};
  return [
    ...(dearer.count === 0 ? [] : [unitRun(dearer, minor(eachMinor + 1), slots)]),
    ...(others.count === 0 ? [] : [unitRun(others, eachMinor, slots)]),
  ];
}

function unitsOf({quantity, amountMinor}: PricedLine): number {
  return Math.max(quantity, (amountMinor ?? 0) > 0 ? 1 : 0);
}

function sumOfLines(lines: readonly PricedLine[]): number {
  return lines.reduce((sum, {amountMinor}) => sum + (amountMinor ?? 0), 0);
}

/** Off each line what its redeemables took off it, on the units they touched, in the order of the redeemables. */
function itemDiscounts(
  runs: readonly UnitRun[],
  {order, initialOrder}: Decision,
  applied: readonly Applied[],
  slots: Slots,
): readonly UnitRun[] {
  let after = runs;
  order.lines.forEach((line, index) => {
    const asked = initialOrder.lines[index];
    let open = line.discountMinor;
    const take = (amount: Minor, slot: number, units: readonly UnitRange[] | null) => {
      const mine = smaller(amount, open);
      open = subtract(open, mine);
      after = offLine(after, index, mine, slot, units);
    };
    take(
      asked?.discountMinor ?? zero,
      slots.earlierItem,
      lastUnits(after, index, asked?.discountQuantity ?? 0),
    );
    applied.forEach(({verdict}, at) => {
      const done = verdict.order.lines[index];
      const amount = done?.appliedDiscountMinor ?? zero;
      if (amount > 0) take(amount, slots.item(at), touchedUnits(after, verdict, index));
    });
    take(open, slots.earlierItem, null);
  });
  return after;
}

/** First off the units that are meant, and what they cannot bear off the others of the line. */
function offLine(
  runs: readonly UnitRun[],
  line: number,
  amount: Minor,
  slot: number,
  units: readonly UnitRange[] | null,
): readonly UnitRun[] {
  if (amount === 0) return runs;
  const isOnLine = (run: UnitRun) => run.line === line;
  if (units === null) return takeOff(runs, amount, slot, isOnLine)[0];
  const [meant, rest] = takeOff(
    cut(runs, line, units),
    amount,
    slot,
    run => isOnLine(run) && isWithin(run, units),
  );
  return takeOff(meant, rest, slot, isOnLine)[0];
}

/** The units of a line that a redeemable touched: those it names, else as many as it freed, else all (null). */
function touchedUnits(runs: readonly UnitRun[], verdict: AppliedVerdict, line: number): UnitRange[] | null {
  const named = (verdict.application?.applicable ?? []).flatMap(entry =>
    (entry.units ?? []).flatMap(one => (one.lineIndex === line ? one.units : [])),
  );
  if (named.length > 0) return rangesOf(named);
  return lastUnits(runs, line, verdict.order.lines[line]?.appliedDiscountQuantity ?? 0);
}

/** The last `count` units of a line of which something is left: free units stand behind those that are paid. */
function lastUnits(runs: readonly UnitRun[], line: number, count: number): UnitRange[] | null {
  if (count <= 0) return null;
  const ranges: UnitRange[] = [];
  let open = count;
  for (const run of [...runs].reverse()) {
    if (run.line !== line || run.leftMinor === 0 || open === 0) continue;
    const units = Math.min(open, run.count);
    ranges.push({first: lastOf(run) - units + 1, last: lastOf(run)});
    open -= units;
  }
  return ranges;
}

/** Where the order was said to cost less than its lines, the difference comes off all units in proportion. */
function adjusted(runs: readonly UnitRun[], {order}: Decision, slots: Slots): readonly UnitRun[] {
  const surplus = larger(zero, minor(sumOfLines(order.lines) - (order.amountMinor ?? 0)));
  return takeOff(runs, surplus, slots.adjustment, () => true)[0];
}

/** Discounts of the order as a whole, and then what was paid with credits and points. */
function orderDiscounts(
  runs: readonly UnitRun[],
  {order}: Decision,
  applied: readonly Applied[],
  slots: Slots,
): readonly UnitRun[] {
  const paid = applied.map(one => (one.isPayment ? one.verdict.order.appliedOrderDiscountMinor : zero));
  const discountMinor = minor(order.orderDiscountMinor - paid.reduce<number>((sum, part) => sum + part, 0));
  let [after] = takeOff(runs, discountMinor, slots.order, () => true);
  paid.forEach((amount, at) => {
    [after] = takeOff(after, amount, slots.orderPayment(at), () => true);
  });
  return after;
}
