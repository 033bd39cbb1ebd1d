import type {ChosenLine} from './chosen-line.ts';
import type {Picking} from './picking.ts';
import {everyNth, type UnitRun} from './unit-run.ts';

export interface PickedUnits {
  readonly chosen: ChosenLine;
  readonly units: UnitRun;
}

/**
 * Walks the lines in the given order, passes over the first positions and takes every `repeat`-th: lines as a whole,
 * or units counted on from line to line. Skip 1, repeat 3 of ten units: 2, 5, 8.
 */
export function pickUnits(lines: readonly ChosenLine[], picking: Picking): PickedUnits[] {
  const {byUnit, isSingle, repeat} = picking;
  const picked: PickedUnits[] = [];
  let skip = picking.skipInitially;
  for (const chosen of lines) {
    const positions = byUnit ? chosen.units.count : 1;
    if (skip >= positions) {
      skip -= positions;
      continue;
    }
    const units = byUnit ? everyNth(chosen.units, skip, isSingle ? positions : repeat) : chosen.units;
    picked.push({chosen, units});
    if (isSingle) break;
    skip = byUnit ? repeat - (positions - skip - (units.count - 1) * repeat) : repeat - 1;
  }
  return picked;
}
