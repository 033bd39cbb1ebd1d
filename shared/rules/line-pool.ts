/**
 * The lines that rules look at, and which of them a selector means. Whether anything in the cart bears a name is
 * looked up before lines are gone through: most rules are about products that are not there.
 */
import type {Catalogue} from '../catalog/catalogue.ts';
import type {LineFacts} from '../order/line-facts.ts';
import type {PricedOrder} from '../order/priced-order.ts';
import {type Attributes, attributesOfAll} from './attributes.ts';
import {type Facet, facetOf} from './facet.ts';
import {type LineSelector, selects} from './product-selector.ts';
import {type RuleLine, ruleLine} from './rule-line.ts';

export interface LinePool {
  /** Lines with at least one unit, as they were before any redeemable. */
  readonly lines: readonly RuleLine[];
  readonly units: number;
  /** Whether the cart has lines at all, with units or not. */
  readonly hasItems: boolean;
  readonly attributes: Attributes;
  readonly productAttributes: Attributes;
  readonly categories: Attributes;
  readonly unitPrices: Facet;
  readonly catalogue: Catalogue;
  /** Filled by `linesNamed`. */
  byName: ReadonlyMap<string, readonly RuleLine[]> | null;
}

/** `facts` are the lines' own, in their order. */
export function linePool(initial: PricedOrder, facts: readonly LineFacts[], catalogue: Catalogue): LinePool {
  const lines: RuleLine[] = [];
  let units = 0;
  initial.lines.forEach((line, index) => {
    const known = facts[index];
    if (line.quantity <= 0 || known === undefined) return;
    lines.push(ruleLine(line, known, lines.length));
    units += line.quantity;
  });
  let attributes: Attributes | undefined;
  let productAttributes: Attributes | undefined;
  let categories: Attributes | undefined;
  let unitPrices: Facet | undefined;
  // Of all lines together: few rules ask, so each is made when one does.
  return {
    lines,
    units,
    hasItems: initial.lines.length > 0,
    get attributes() {
      attributes ??= attributesOfAll(lines.map(line => line.attributes));
      return attributes;
    },
    get productAttributes() {
      productAttributes ??= attributesOfAll(lines.map(line => line.productAttributes));
      return productAttributes;
    },
    get categories() {
      categories ??= attributesOfAll(lines.map(line => line.categories));
      return categories;
    },
    get unitPrices() {
      unitPrices ??= facetOf(lines.flatMap(line => line.unitPrice ?? []));
      return unitPrices;
    },
    catalogue,
    byName: null,
  };
}

/** Whether a selector can only mean lines that bear its id or source id. */
export function isByName({object, category}: LineSelector): boolean {
  return object !== 'products_collection' && category === undefined;
}

/** The lines that bear a name, as product, SKU or source id. */
export function linesNamed(pool: LinePool, name: string): readonly RuleLine[] {
  pool.byName ??= byNameOf(pool.lines);
  return pool.byName.get(name) ?? noLines;
}

/** Every name that something in the cart bears. */
export function namesIn(pool: LinePool): Iterable<string> {
  pool.byName ??= byNameOf(pool.lines);
  return pool.byName.keys();
}

const noLines: readonly RuleLine[] = [];

/** Whether any of the selectors means the line. */
export function anySelects(selectors: readonly LineSelector[], line: RuleLine, pool: LinePool): boolean {
  for (const selector of selectors) if (selects(selector, line.facts, pool.catalogue)) return true;
  return false;
}

function byNameOf(lines: readonly RuleLine[]): ReadonlyMap<string, readonly RuleLine[]> {
  const byName = new Map<string, RuleLine[]>();
  const put = (name: string | null | undefined, line: RuleLine) => {
    if (!name) return;
    const same = byName.get(name);
    if (same === undefined) byName.set(name, [line]);
    else if (same.at(-1) !== line) same.push(line);
  };
  for (const line of lines) {
    const {productId, skuId, sourceId, product, sku} = line.facts;
    put(productId, line);
    put(skuId, line);
    put(sourceId, line);
    if (product !== undefined && product.sourceId !== sourceId) put(product.sourceId, line);
    if (sku !== undefined && sku.sourceId !== sourceId) put(sku.sourceId, line);
  }
  return byName;
}
