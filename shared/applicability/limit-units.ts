import type {ApplicableEntry} from '../rules/validation-rule.ts';
import type {ChosenLine} from './chosen-line.ts';
import type {PickedUnits} from './pick-units.ts';
import type {UnitLimits} from './selection-input.ts';
import {atMost} from './unit-run.ts';

/** The picked lines with no more units than their entries allow, in the same order; those with none are left out. */
export function limitUnits(picked: readonly PickedUnits[], rule: number, limits: UnitLimits): ChosenLine[] {
  const pools = new Pools(limits);
  const kept: ChosenLine[] = [];
  for (const {chosen, units} of picked) {
    const entry = chosen.governing[rule]?.entry;
    const allowed = entry === undefined ? units : atMost(units, pools.take(entry, chosen, units.count));
    if (allowed.count > 0) kept.push({...chosen, units: allowed});
  }
  return kept;
}

/** What is left over all lines, by entry and by product within an entry. */
class Pools {
  readonly #limits: UnitLimits;
  readonly #ofEntry = new Map<ApplicableEntry, number>();
  readonly #ofProduct = new Map<ApplicableEntry, Map<string, number>>();

  constructor(limits: UnitLimits) {
    this.#limits = limits;
  }

  /** Takes up to `wanted` units of a line from every pool that they fall under, and says how many. */
  take(entry: ApplicableEntry, {line}: ChosenLine, wanted: number): number {
    const product = line.productId ?? line.sourceId ?? '';
    const ofEntry = this.#ofEntry.get(entry) ?? this.#whole(entry);
    const products = this.#ofProduct.get(entry) ?? new Map<string, number>();
    const ofProduct = products.get(product) ?? this.#ofOneProduct(entry, product);
    const perLine = scaled(entry.quantityLimit, this.#limits);
    const taken = Math.max(0, Math.min(wanted, perLine, ofEntry, ofProduct));
    this.#ofEntry.set(entry, ofEntry - taken);
    this.#ofProduct.set(entry, products.set(product, ofProduct - taken));
    return taken;
  }

  #whole(entry: ApplicableEntry): number {
    const counted = this.#counted(
      entry,
      null,
      entry.unitLimits?.some(limit => limit.perProduct !== true),
    );
    return Math.min(scaled(entry.aggregatedQuantityLimit, this.#limits), counted);
  }

  #ofOneProduct(entry: ApplicableEntry, product: string): number {
    return this.#counted(
      entry,
      product,
      entry.unitLimits?.some(limit => limit.perProduct === true),
    );
  }

  #counted(entry: ApplicableEntry, product: string | null, isCounted: boolean | undefined): number {
    if (isCounted !== true) return Number.POSITIVE_INFINITY;
    return this.#limits.allowances?.(entry, product) ?? Number.POSITIVE_INFINITY;
  }
}

/** Whole sets multiply a limit, a started one adds its whole share of it. */
function scaled(limit: number | undefined, {unitFactor, startedSet}: UnitLimits): number {
  if (limit === undefined) return Number.POSITIVE_INFINITY;
  const share = startedSet === undefined ? 0 : Math.floor((limit * startedSet.units) / startedSet.of);
  return limit * unitFactor + share;
}
