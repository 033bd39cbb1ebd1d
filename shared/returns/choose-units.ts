/**
 * Which units a return is about. Named units must be there and still with the customer; where only a number is given,
 * the first units of the line that are still there are taken: paid ones stand before free ones (RT7).
 */

import type {AskedReturn} from './asked-return.ts';
import type {FrozenSale, FrozenUnits} from './frozen-sale.ts';
import {keptUnits, unitsWithin} from './kept-units.ts';
import type {ReturnedUnits} from './return-record.ts';
import {rangesOf, type UnitRange} from './unit-run.ts';

export type UnitRefusal =
  | {readonly code: 'nothing_to_return'}
  | {readonly code: 'unit_unknown'; readonly line: number; readonly unit: number}
  | {readonly code: 'unit_returned'; readonly line: number; readonly unit: number}
  | {readonly code: 'too_many_units'; readonly line: number; readonly left: number};

export type Chosen =
  | {readonly ok: true; readonly units: readonly ReturnedUnits[]}
  | {readonly ok: false; readonly refusal: UnitRefusal};

/** A unit that is named twice in one return counts once. */
export function chooseUnits(sale: FrozenSale, earlier: readonly ReturnedUnits[], asked: AskedReturn): Chosen {
  const chosen: ReturnedUnits[] = [];
  for (const one of asked.units) {
    const onLine = {units: sale.units.filter(run => run.line === one.line)};
    const kept = keptUnits(
      onLine,
      [...earlier, ...chosen].filter(range => range.line === one.line),
    );
    if ('quantity' in one) {
      const taken = firstUnits(kept, one.quantity);
      const left = countOf(kept);
      if (taken === null) return refused({code: 'too_many_units', line: one.line, left});
      chosen.push(...taken);
    } else {
      const wrong = wrongUnit(onLine, earlier, one.line, one.units);
      if (wrong !== null) return refused(wrong);
      chosen.push(...stillThere(kept, one.line, rangesOf(one.units)));
    }
  }
  return {ok: true, units: chosen};
}

export function countOf(runs: readonly FrozenUnits[]): number {
  return runs.reduce((sum, {count}) => sum + count, 0);
}

function firstUnits(kept: readonly FrozenUnits[], quantity: number): ReturnedUnits[] | null {
  let open = quantity;
  const taken: ReturnedUnits[] = [];
  for (const {line, first, count} of kept) {
    const units = Math.min(open, count);
    if (units > 0) taken.push({line, first, last: first + units - 1});
    open -= units;
  }
  return open > 0 ? null : taken;
}

function wrongUnit(
  {units: sold}: Pick<FrozenSale, 'units'>,
  earlier: readonly ReturnedUnits[],
  line: number,
  units: readonly number[],
): UnitRefusal | null {
  for (const unit of units) {
    if (!sold.some(run => unit >= run.first && unit < run.first + run.count)) {
      return {code: 'unit_unknown', line, unit};
    }
    if (earlier.some(range => range.line === line && unit >= range.first && unit <= range.last)) {
      return {code: 'unit_returned', line, unit};
    }
  }
  return null;
}

function stillThere(
  kept: readonly FrozenUnits[],
  line: number,
  ranges: readonly UnitRange[],
): ReturnedUnits[] {
  const asked = ranges.map(range => ({line, ...range}));
  return unitsWithin({units: [...kept]}, asked).map(({first, count}) => ({
    line,
    first,
    last: first + count - 1,
  }));
}

function refused(refusal: UnitRefusal): Chosen {
  return {ok: false, refusal};
}
