import {type Minor, smaller} from '../money/minor.ts';
import type {ApplicableEntry} from '../rules/validation-rule.ts';

/** Lines by the money limit they share. Lines without one are together in a group of their own. */
export interface MoneyGroups {
  /** By line, in the order given. */
  readonly ofLine: readonly number[];
  readonly groups: readonly {readonly aggregatedAmountLimitMinor: Minor | null}[];
}

/** All lines together without a limit. */
export const noGroups: MoneyGroups['groups'] = [{aggregatedAmountLimitMinor: null}];

/**
 * Groups lines by the entries that govern them. Lines fall together where a limited entry governs both; where limits
 * of several rules overlap, the smallest holds for all lines that they link, so that none is ever exceeded.
 */
export function moneyGroups(entriesByLine: readonly (readonly ApplicableEntry[])[]): MoneyGroups {
  if (!entriesByLine.some(entries => entries.some(isLimited))) {
    return {ofLine: entriesByLine.map(() => 0), groups: noGroups};
  }
  const groups: {limit: Minor | null; readonly entries: Set<ApplicableEntry>; lines: number[]}[] = [];
  for (const [line, entries] of entriesByLine.entries()) {
    const limited = entries.filter(isLimited);
    const joined = groups.filter(group =>
      limited.length === 0 ? group.limit === null : limited.some(entry => group.entries.has(entry)),
    );
    const [home = {limit: null, entries: new Set<ApplicableEntry>(), lines: []}, ...others] = joined;
    if (joined.length === 0) groups.push(home);
    for (const other of others) {
      groups.splice(groups.indexOf(other), 1);
      home.lines.push(...other.lines);
      home.limit = least(home.limit, other.limit);
      for (const entry of other.entries) home.entries.add(entry);
    }
    home.lines.push(line);
    for (const entry of limited) {
      home.entries.add(entry);
      home.limit = least(home.limit, entry.aggregatedAmountLimitMinor ?? null);
    }
  }
  const ofLine: number[] = [];
  for (const [index, group] of groups.entries()) for (const line of group.lines) ofLine[line] = index;
  return {ofLine, groups: groups.map(({limit}) => ({aggregatedAmountLimitMinor: limit}))};
}

function isLimited({aggregatedAmountLimitMinor}: ApplicableEntry): boolean {
  return aggregatedAmountLimitMinor !== undefined;
}

function least(a: Minor | null, b: Minor | null): Minor | null {
  if (a === null || b === null) return a ?? b;
  return smaller(a, b);
}
