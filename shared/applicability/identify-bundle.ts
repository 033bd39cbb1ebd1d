/**
 * How often a bundle is in the cart (semantics.md B.10). A set needs every part in its quantity, and a unit of the
 * cart counts for one part only. SKUs are matched first, then products, then collections; where that leaves a part
 * short, units change parts as long as another set comes of it. So the number of sets is the largest there is.
 *
 * Rules in SPEC.md (AP…).
 */
import type {Catalogue} from '../catalog/catalogue.ts';
import type {Conventions} from '../conventions/conventions.ts';
import type {LineFacts} from '../order/line-facts.ts';
import type {PricedOrder} from '../order/priced-order.ts';
import {selects} from '../rules/product-selector.ts';
import type {Bundle, ProductSelector} from '../rules/validation-rule.ts';
import type {BundleResult} from './application.ts';
import {type PartNeed, SetBuilder} from './set-builder.ts';

export interface BundleInput {
  readonly order: PricedOrder;
  /** One per line of `order`. */
  readonly lines: readonly LineFacts[];
  readonly catalogue: Catalogue;
  /** Absent: only whole sets count. */
  readonly incompleteSets?: Conventions['incompleteSets'] | undefined;
}

export function identifyBundle(bundle: Bundle, input: BundleInput): BundleResult {
  const limit = bundle.limit ?? 1;
  const needs = needsOf(bundle, input);
  const units = input.order.lines.map(line => Math.min(Math.max(0, line.quantity), mostUnits));
  const {quantity, builder} = mostSets(needs, units, limit);
  const mayStart = quantity === 0 || (input.incompleteSets === 'in_part' && quantity < limit);
  const lacking = mayStart ? builder.addSet() : [];
  return {
    quantity,
    limit,
    ...startedSet(quantity, needs, lacking),
    identified: identified(builder, input.lines),
    missing: quantity === 0 ? missing(bundle, lacking) : [],
  };
}

function needsOf({parts}: Bundle, {order, lines, catalogue}: BundleInput): readonly PartNeed[] {
  return parts.map(({products, quantity}) => ({
    quantity,
    rank: Math.max(...products.map(({object}) => ranks[object])),
    lineIndices: lines.flatMap((facts, lineIndex) =>
      (order.lines[lineIndex]?.quantity ?? 0) > 0 && products.some(one => selects(one, facts, catalogue))
        ? [lineIndex]
        : [],
    ),
  }));
}

/** So that the units of all lines together are counted exactly; no shop sells as many. */
const mostUnits = 1_000_000_000_000;

const ranks: Readonly<Record<ProductSelector['object'], number>> = {
  sku: 0,
  product: 1,
  products_collection: 2,
};

/** The largest number of sets up to `limit`, and who is in them. More sets never fit where fewer do not. */
function mostSets(needs: readonly PartNeed[], units: readonly number[], limit: number) {
  let [fits, tooMany] = [0, limit + 1];
  for (const {quantity, lineIndices} of needs) {
    const there = lineIndices.reduce((sum, lineIndex) => sum + (units[lineIndex] ?? 0), 0);
    tooMany = Math.min(tooMany, Math.floor(there / quantity) + 1);
  }
  let builder = new SetBuilder(needs, units);
  let attempt = tooMany - 1;
  while (tooMany - fits > 1) {
    const next = new SetBuilder(needs, units);
    if (next.addSets(attempt)) [fits, builder] = [attempt, next];
    else tooMany = attempt;
    attempt = fits + Math.floor((tooMany - fits) / 2);
  }
  return {quantity: fits, builder};
}

function startedSet(quantity: number, needs: readonly PartNeed[], lacking: readonly number[]) {
  const of = needs.reduce((sum, need) => sum + need.quantity, 0);
  const units = of - lacking.reduce((sum, lack) => sum + lack, 0);
  return quantity > 0 && lacking.length > 0 && units > 0 ? {started: {units, of}} : {};
}

function identified(builder: SetBuilder, lines: readonly LineFacts[]): BundleResult['identified'] {
  return lines.flatMap(({productId, skuId, sourceId}, lineIndex) => {
    const quantity = builder.unitsOf(lineIndex);
    if (quantity === 0) return [];
    const object = skuId === null ? 'product' : 'sku';
    return [{id: skuId ?? productId ?? sourceId ?? '', object, lineIndex, quantity}];
  });
}

function missing({parts}: Bundle, lacking: readonly number[]): BundleResult['missing'] {
  return parts.flatMap(({products: [named]}, part) => {
    const quantity = lacking[part] ?? 0;
    if (quantity === 0 || named === undefined) return [];
    return [{id: named.id ?? named.sourceId ?? '', object: named.object, quantity}];
  });
}
