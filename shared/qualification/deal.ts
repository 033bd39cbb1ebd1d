/**
 * A deal: redeemables used one after the other, all of them with success, and what they came to. Every outcome that a
 * request can have is that of some deal (BD2): what is refused or skipped changes nothing for the rest.
 */
import {gainOf} from '../decision/gain-of.ts';
import type {Running} from '../decision/situation.ts';
import {useRedeemable as tryRedeemable} from '../decision/use-redeemable.ts';
import {Tally} from '../stacking/tally.ts';
import type {DealCandidate, DealTable} from './deal-table.ts';

export interface Deal {
  /** Places in the table, in the order of use. */
  readonly sequence: readonly number[];
  /** The same as bits. */
  readonly used: number;
  readonly state: Running;
  /** Taken off for the customer, in minor units. */
  readonly gain: number;
  /** Paid with gift credits and points. */
  readonly paid: number;
  /** Redeemables that give something other than money. */
  readonly granting: number;
}

export function noDeal({start}: DealTable): Deal {
  return {sequence: [], used: 0, state: start, gain: 0, paid: 0, granting: 0};
}

/** The deal with one more redeemable tried after all others; null where it would not be used. */
export function extended(deal: Deal, next: DealCandidate, table: DealTable): Deal | null {
  const outcome = tryRedeemable(next.entry.candidate, deal.state, table.situation);
  if (!outcome.ok) return null;
  const {skipsWithoutEffect} = table.situation.categories;
  if (!outcome.hasEffect && skipsWithoutEffect(next.entry.candidate.categoryId)) return null;
  const {used, after} = outcome;
  const gain = gainOf(used);
  return {
    sequence: [...deal.sequence, next.place],
    used: deal.used | (1 << next.place),
    state: after,
    gain: deal.gain + gain,
    paid: deal.paid + used.discountMinor - gain,
    granting: deal.granting + (used.grants === undefined ? 0 : 1),
  };
}

/** Those that may come after the deal, and those of the rest that only the sorting rule keeps from coming after it. */
export function followers(
  deal: Deal,
  table: DealTable,
): {next: DealCandidate[]; outOfOrder: DealCandidate[]} {
  const {candidates, settings, mayFollow} = table;
  const taken = deal.sequence.flatMap(place => candidates[place] ?? []);
  const last = taken.at(-1);
  const next: DealCandidate[] = [];
  const outOfOrder: DealCandidate[] = [];
  if (taken.length >= settings.redeemablesLimit) return {next, outOfOrder};
  const tally = new Tally(settings);
  for (const {entry} of taken) tally.add(entry);
  for (const one of candidates) {
    if (isKeptOut(one, taken) || tally.refusalOf(one.entry) !== null) continue;
    const isInOrder = last === undefined || mayFollow[last.place]?.[one.place] === true;
    (isInOrder ? next : outOfOrder).push(one);
  }
  return {next, outOfOrder};
}

/** The same thing counts once (ST2), and a common one never goes with an exclusive one (ST11). */
function isKeptOut({entry}: DealCandidate, taken: readonly DealCandidate[]): boolean {
  return taken.some(
    ({entry: other}) =>
      other.candidate.identity === entry.candidate.identity ||
      (other.role !== entry.role && other.role !== 'joint' && entry.role !== 'joint'),
  );
}
