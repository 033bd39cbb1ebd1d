import {type Minor, smaller} from '../money/minor.ts';
import type {ApplicableEntry} from '../rules/validation-rule.ts';
import type {ChosenLine} from './chosen-line.ts';
import {moneyGroups} from './money-groups.ts';
import type {SelectedLine, Selection} from './selection.ts';

/** The lines as a benefit sees them: units, the entry whose price counts, and the money limits they are under. */
export function selectedLines(chosen: readonly ChosenLine[]): Pick<Selection, 'lines' | 'groups'> {
  const entries = chosen.map(entriesOf);
  const {ofLine, groups} = moneyGroups(entries);
  const lines = chosen.map((one, place) => selectedLine(one, entries[place] ?? [], ofLine[place] ?? 0));
  return {lines, groups};
}

function entriesOf({governing}: ChosenLine): readonly ApplicableEntry[] {
  return governing.flatMap(one => one?.entry ?? []);
}

function selectedLine(
  {lineIndex, line, units}: ChosenLine,
  entries: readonly ApplicableEntry[],
  group: number,
): SelectedLine {
  // Where several rules name the line, the first that says a new price for it speaks for FIXED discounts.
  const entry = entries.find(hasPrice) ?? entries[0] ?? null;
  const otherEntries = entries.filter(other => other !== entry);
  return {
    lineIndex,
    units: units.count,
    whole: units.count === line.quantity,
    amountLimitMinor: amountLimit(entries),
    entry,
    ...(otherEntries.length > 0 ? {otherEntries} : {}),
    group,
  };
}

function hasPrice({priceMinor, priceFormula}: ApplicableEntry): boolean {
  return priceMinor !== undefined || priceFormula !== undefined;
}

function amountLimit(entries: readonly ApplicableEntry[]): Minor | null {
  let least: Minor | null = null;
  for (const {amountLimitMinor: limit} of entries) {
    if (limit !== undefined) least = least === null ? limit : smaller(least, limit);
  }
  return least;
}
