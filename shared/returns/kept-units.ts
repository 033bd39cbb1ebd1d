/** What of a sale is still with the customer: its frozen units without those that came back. */
import type {FrozenSale, FrozenUnits} from './frozen-sale.ts';
import type {ReturnedUnits, ReturnRecord} from './return-record.ts';

/** Units not yet given back, in the order of lines and units. */
export function keptUnits(
  {units}: Pick<FrozenSale, 'units'>,
  returned: readonly ReturnedUnits[],
): FrozenUnits[] {
  return units.flatMap(run => without(run, returned));
}

/** All units that came back in these returns. */
export function returnedIn(records: readonly Pick<ReturnRecord, 'units'>[]): ReturnedUnits[] {
  return records.flatMap(record => record.units);
}

/** The frozen units that lie in the ranges. */
export function unitsWithin(
  {units}: Pick<FrozenSale, 'units'>,
  ranges: readonly ReturnedUnits[],
): FrozenUnits[] {
  return units.flatMap(run =>
    ranges.flatMap(range => {
      const first = Math.max(run.first, range.first);
      const last = Math.min(run.first + run.count - 1, range.last);
      return range.line === run.line && first <= last ? {...run, first, count: last - first + 1} : [];
    }),
  );
}

function without(run: FrozenUnits, returned: readonly ReturnedUnits[]): FrozenUnits[] {
  const gone = returned.filter(range => range.line === run.line).sort((a, b) => a.first - b.first);
  const end = run.first + run.count;
  const kept: FrozenUnits[] = [];
  let from = run.first;
  for (const {first, last} of gone) {
    if (first > from) kept.push({...run, first: from, count: Math.min(first, end) - from});
    from = Math.max(from, last + 1);
    if (from >= end) break;
  }
  if (from < end) kept.push({...run, first: from, count: end - from});
  return kept.filter(one => one.count > 0);
}
