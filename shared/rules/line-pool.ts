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
  return new LazyPool(initial, facts, catalogue);
}

/**
 * Each part is made when the first rule asks, because not every order has rules about lines. A class, not an object
 * with getters: the engine keeps such objects as dictionaries, which every rule would then search.
 */
class LazyPool implements LinePool {
  readonly hasItems: boolean;
  readonly catalogue: Catalogue;
  byName: LinePool['byName'] = null;
  readonly #initial: PricedOrder;
  readonly #facts: readonly LineFacts[];
  #lines: readonly RuleLine[] | null = null;
  #units: number | null = null;
  #attributes: Attributes | null = null;
  #productAttributes: Attributes | null = null;
  #categories: Attributes | null = null;
  #unitPrices: Facet | null = null;

  constructor(initial: PricedOrder, facts: readonly LineFacts[], catalogue: Catalogue) {
    this.hasItems = initial.lines.length > 0;
    this.catalogue = catalogue;
    this.#initial = initial;
    this.#facts = facts;
  }

  get lines(): readonly RuleLine[] {
    this.#lines ??= linesOf(this.#initial, this.#facts);
    return this.#lines;
  }

  get units(): number {
    this.#units ??= this.lines.reduce((sum, {quantity}) => sum + quantity, 0);
    return this.#units;
  }

  get attributes(): Attributes {
    this.#attributes ??= attributesOfAll(this.lines.map(line => line.attributes));
    return this.#attributes;
  }

  get productAttributes(): Attributes {
    this.#productAttributes ??= attributesOfAll(this.lines.map(line => line.productAttributes));
    return this.#productAttributes;
  }

  get categories(): Attributes {
    this.#categories ??= attributesOfAll(this.lines.map(line => line.categories));
    return this.#categories;
  }

  get unitPrices(): Facet {
    this.#unitPrices ??= facetOf(this.lines.flatMap(line => line.unitPrice ?? []));
    return this.#unitPrices;
  }
}

function linesOf(initial: PricedOrder, facts: readonly LineFacts[]): readonly RuleLine[] {
  const lines: RuleLine[] = [];
  initial.lines.forEach((line, index) => {
    const known = facts[index];
    if (line.quantity > 0 && known !== undefined) lines.push(ruleLine(line, known, lines.length));
  });
  return lines;
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
