/**
 * Limits on discounted units over time (semantics.md B.7, `product_…_quantity_limit`): what each counter leaves before
 * a redeemable selects its units, and what it draws after. They narrow what is discounted; they refuse nothing.
 */
import type {SelectedLine} from '../applicability/selection.ts';
import type {Allowances} from '../applicability/selection-input.ts';
import type {UsedLine} from '../benefits/benefit.ts';
import type {EvaluateFormula} from '../benefits/benefit-input.ts';
import type {AccountKey} from '../ledger/account-key.ts';
import type {Draw} from '../ledger/draw.ts';
import type {PricedLine, PricedOrder} from '../order/priced-order.ts';
import type {LookUpAccount} from '../redeemables/limits.ts';
import {type UnitCounter, unitCountersOf} from '../rules/unit-counters-of.ts';
import type {ApplicableEntry} from '../rules/validation-rule.ts';
import type {AssignedGroup} from './judge-groups.ts';

/** The counters of the entries that have any, each with its limit worked out. */
export type UnitCounters = ReadonlyMap<ApplicableEntry, readonly LimitedCounter[]>;

interface LimitedCounter extends Pick<UnitCounter, 'account' | 'productId'> {
  readonly limit: number;
}

/** null: no entry of any rule limits units. */
export function unitCountersIn(
  groups: readonly AssignedGroup[],
  order: PricedOrder,
  formula: EvaluateFormula,
): UnitCounters | null {
  let counters: Map<ApplicableEntry, LimitedCounter[]> | null = null;
  for (const {scope, assigned} of groups) {
    for (const {rule} of assigned) {
      if (rule === undefined || !rule.applicableTo.included.some(limitsUnits)) continue;
      const products = [...new Set(order.lines.map(productOf))];
      for (const {entry: index, account, productId, limit} of unitCountersOf(
        rule.applicableTo,
        scope,
        products,
      )) {
        const entry = rule.applicableTo.included[index];
        if (entry === undefined) continue;
        counters ??= new Map();
        const counter = {account, productId, limit: limitOf(limit, formula)};
        counters.set(entry, [...(counters.get(entry) ?? []), counter]);
      }
    }
  }
  return counters;
}

/** What the counters leave: the least of those that count the same. What nobody answers for is used up. */
export function unitAllowances(counters: UnitCounters, lookUp: LookUpAccount): Allowances {
  return (entry, product) => {
    let least: number | null = null;
    for (const {account, productId, limit} of counters.get(entry) ?? []) {
      if (productId !== product) continue;
      const left = account === null ? 0 : leftOf(lookUp(account), limit);
      least = least === null ? left : Math.min(least, left);
    }
    return least;
  };
}

/** Every unit that money came off, on each counter that counts it; a unit counts once, however often it is discounted. */
export function unitDraws(
  counters: UnitCounters,
  order: PricedOrder,
  used: readonly UsedLine[],
): readonly Draw[] {
  const draws = new Map<AccountKey, Draw>();
  for (const selected of discounted(used)) {
    const line = order.lines[selected.lineIndex];
    for (const entry of entriesOf(selected)) {
      for (const {account, productId, limit} of counters.get(entry) ?? []) {
        const counts = productId === null || (line !== undefined && productId === productOf(line));
        if (account === null || !counts) continue;
        draws.set(account, {account, amount: (draws.get(account)?.amount ?? 0) + selected.units, limit});
      }
    }
  }
  return [...draws.values()];
}

/** A line's product as counters name it: ours, or the shop's where nobody knows it. */
export function productOf({productId, sourceId}: Pick<PricedLine, 'productId' | 'sourceId'>): string {
  return productId ?? sourceId ?? '';
}

function limitsUnits({unitLimits}: ApplicableEntry): boolean {
  return unitLimits !== undefined && unitLimits.length > 0;
}

function limitOf({limit, limitFormula}: UnitCounter['limit'], formula: EvaluateFormula): number {
  if (limitFormula === undefined) return limit;
  const value = formula(limitFormula, 'number', limit).value ?? limit;
  return Math.min(Math.max(0, Math.floor(value)), Number.MAX_SAFE_INTEGER);
}

function leftOf(known: ReturnType<LookUpAccount>, limit: number): number {
  if (known === undefined) return 0;
  if (known.authority === 'lease') return Math.min(limit, known.available);
  return Math.max(0, limit - (known.used ?? limit));
}

/** Lines that lost money, each once. */
function discounted(used: readonly UsedLine[]): readonly SelectedLine[] {
  const lines = new Map<number, SelectedLine>();
  for (const {selected} of used) lines.set(selected.lineIndex, selected);
  return [...lines.values()];
}

function entriesOf({entry, otherEntries = []}: SelectedLine): readonly ApplicableEntry[] {
  return entry === null ? otherEntries : [entry, ...otherEntries];
}
