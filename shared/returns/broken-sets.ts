/**
 * Which kept units lost their set (RT11). A set is what a redeemable gave its item discount or bundle for: when the
 * kept basket, decided again, no longer gets that for as many units as were sold with it, the units beyond are left
 * over from a broken set and would have to come back as well.
 */
import type {AppliedVerdict} from '../decision/decision.ts';
import {decideKept, type KeptDecision} from './decide-kept.ts';
import {nameOf} from './kept-cost.ts';
import {keptUnits} from './kept-units.ts';
import type {ReturnedUnits} from './return-record.ts';
import {type SharedOut, shareOut} from './share-out.ts';
import type {Kept, SoldOrder} from './sold-order.ts';
import {cut, isWithin, lastOf, type UnitRun} from './unit-run.ts';

/** A redeemable with what it discounted, unit by unit. */
interface Given {
  readonly foundId: AppliedVerdict['foundId'];
  readonly verdict: AppliedVerdict;
  readonly slot: number;
}

/** The units that would have to come back with those returned, none where every set is whole. */
export function leftOverUnits(
  sold: SoldOrder,
  kept: Kept,
  returned: readonly ReturnedUnits[],
): ReturnedUnits[] {
  const shared = shareOut(sold.decision);
  const missing: ReturnedUnits[] = [];
  // Each round brings back at least one more unit of some line; a set can hang on another, but not in a ring.
  for (let round = 0; round < 50; round += 1) {
    const gone = [...returned, ...missing];
    const still = {...kept, units: keptUnits(sold.frozen, gone)};
    const more = leftOver(sold, shared, decideKept(sold, still), keptRuns(shared.runs, gone));
    if (more.length === 0) return missing;
    missing.push(...more);
  }
  return missing;
}

function leftOver(
  sold: SoldOrder,
  shared: SharedOut,
  again: KeptDecision,
  runs: readonly UnitRun[],
): ReturnedUnits[] {
  const now = shareOut(again.decision);
  const gone = new Map<UnitRun, number>();
  for (const given of givenBy(shared)) {
    const same = givenBy(now).find(one => one.foundId === given.foundId);
    const lost = [
      ...lostDiscounts(sold, given, runs, again, now, same),
      ...lostBundles(given, runs, again, same?.verdict),
    ];
    for (const {run, count} of lost) gone.set(run, Math.max(gone.get(run) ?? 0, count));
  }
  return [...gone].flatMap(([run, count]) =>
    run.line === null ? [] : {line: run.line, first: lastOf(run) - count + 1, last: lastOf(run)},
  );
}

interface Lost {
  readonly run: UnitRun;
  readonly count: number;
}

function givenBy({applied, slots}: SharedOut): Given[] {
  return applied.flatMap(({verdict, isPayment}, at) =>
    isPayment ? [] : {foundId: verdict.foundId, verdict, slot: slots.item(at)},
  );
}

/** Kept units that it discounted at the sale, beyond those of the same kind that it discounts in the kept basket. */
function lostDiscounts(
  sold: SoldOrder,
  {slot}: Given,
  runs: readonly UnitRun[],
  again: KeptDecision,
  now: SharedOut,
  same: Given | undefined,
): Lost[] {
  const soldKind = (run: UnitRun) => kindOf(run, sold.decision.order.lines, line => line);
  const nowKind = (run: UnitRun) =>
    kindOf(run, again.decision.order.lines, line => again.lineOf[line] ?? line);
  const open = new Map<string, number>();
  for (const run of same === undefined ? [] : now.runs) {
    if ((run.taken[same?.slot ?? 0] ?? 0) > 0)
      open.set(nowKind(run), (open.get(nowKind(run)) ?? 0) + run.count);
  }
  const lost: Lost[] = [];
  for (const run of runs) {
    if ((run.taken[slot] ?? 0) === 0) continue;
    const covered = Math.min(run.count, open.get(soldKind(run)) ?? 0);
    open.set(soldKind(run), (open.get(soldKind(run)) ?? 0) - covered);
    if (run.count > covered) lost.push({run, count: run.count - covered});
  }
  return lost;
}

/** A unit the customer brought to the till by its line, an added one by what it is. */
function kindOf(
  {line, isAdded}: UnitRun,
  lines: readonly Parameters<typeof nameOf>[0][],
  soldLine: (line: number) => number,
): string {
  const priced = line === null ? undefined : lines[line];
  if (line === null || priced === undefined) return 'rest';
  return isAdded ? `added ${nameOf(priced)}` : `line ${soldLine(line)}`;
}

/** A bundle that took its discount off the order: kept units of its broken sets, the spare ones left alone. */
function lostBundles(
  {verdict}: Given,
  runs: readonly UnitRun[],
  {lineOf}: KeptDecision,
  same: AppliedVerdict | undefined,
): Lost[] {
  if (verdict.bundle === undefined || verdict.order.appliedOrderDiscountMinor === 0) return [];
  const before = identified(verdict, line => line);
  const now = same === undefined ? new Map<number, number>() : identified(same, line => lineOf[line] ?? line);
  return [...before].flatMap(([line, quantity]) => {
    const sold = verdict.order.lines[line]?.quantity ?? 0;
    const mine = runs.filter(run => run.line === line && !run.isAdded);
    const kept = mine.reduce((sum, run) => sum + run.count, 0);
    return lastOfRuns(mine, kept - (now.get(line) ?? 0) - Math.max(0, sold - quantity));
  });
}

function identified({bundle}: AppliedVerdict, soldLine: (line: number) => number): Map<number, number> {
  const byLine = new Map<number, number>();
  for (const {lineIndex, quantity} of bundle?.identified ?? []) {
    const line = soldLine(lineIndex);
    byLine.set(line, (byLine.get(line) ?? 0) + quantity);
  }
  return byLine;
}

function lastOfRuns(runs: readonly UnitRun[], count: number): Lost[] {
  let open = Math.max(0, count);
  return [...runs].reverse().flatMap(run => {
    const taken = Math.min(open, run.count);
    open -= taken;
    return taken === 0 ? [] : {run, count: taken};
  });
}

/** The sale's runs without the units that came back. */
function keptRuns(runs: readonly UnitRun[], gone: readonly ReturnedUnits[]): UnitRun[] {
  const lines = [...new Set(gone.map(range => range.line))];
  let pieces: readonly UnitRun[] = runs;
  for (const line of lines) {
    pieces = cut(
      pieces,
      line,
      gone.filter(range => range.line === line),
    );
  }
  return pieces.filter(
    run =>
      !isWithin(
        run,
        gone.filter(range => range.line === run.line),
      ),
  );
}
