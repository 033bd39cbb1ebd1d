/**
 * What a rule name means: what it is about, what it reads, and what would mend it. Every name is one entry in the
 * table of its family; `rule-names.ts` joins the families.
 */
import type {Remedy} from '../reasons/refusal.ts';
import type {Counter} from './counter.ts';
import type {Facet} from './facet.ts';
import type {Lack} from './lack.ts';
import type {Property} from './property.ts';
import type {RuleContext} from './rule-context.ts';
import type {RuleFamily} from './rule-family.ts';
import type {RuleLine} from './rule-line.ts';

/** One number of the decision. */
export interface NumberName {
  readonly kind: 'number';
  readonly family: RuleFamily;
  readonly read: (context: RuleContext) => number | Lack;
  readonly remedy?: (missing: number) => Remedy;
  /** The benefit has to be worked out first, so it is asked last. */
  readonly needsEffect?: true;
}

/** One value of the decision, or a list of them. */
export interface FacetName {
  readonly kind: 'facet';
  readonly family: RuleFamily;
  readonly needsProperty: boolean;
  readonly read: (context: RuleContext, property: Property) => Facet | Lack;
}

/** A value that every line must have. */
export interface EachName {
  readonly kind: 'each';
  readonly needsProperty: boolean;
  readonly read: (line: RuleLine, property: Property) => Facet;
}

/** Picks lines by product, SKU, collection or category and asks its nested rules about them. */
export interface LinesName {
  readonly kind: 'lines';
  readonly quantifier: 'any' | 'every' | 'none';
  /** Looks only at the lines of this unit price, all ties included. */
  readonly extreme?: 'cheapest' | 'most_expensive';
  /** The older rules name products by id text; absent: by selectors. */
  readonly ids?: 'product' | 'sku';
}

/** An attribute of the products in the cart, with nested rules about the lines that have it. */
export interface ProductAttributeName {
  readonly kind: 'product-attribute';
}

/** A number of one picked line, or of all picked lines together. Stands in a rule that picks lines. */
export interface LineNumberName {
  readonly kind: 'line-number';
  /** null: the line has none. */
  readonly read: (line: RuleLine | null, picked: readonly RuleLine[]) => number | null;
  /** More units of the picked products would help. */
  readonly isMendable: boolean;
  /** Older spelling, which may also stand alone: then it is about all lines. */
  readonly standsAlone?: true;
}

/** A value of one picked line. Stands in a rule that picks lines. */
export interface LineFacetName {
  readonly kind: 'line-facet';
  readonly needsProperty: boolean;
  readonly read: (line: RuleLine, property: Property) => Facet;
}

/** A limit over time, kept in the ledger. */
export interface CounterName {
  readonly kind: 'counter';
  readonly family: RuleFamily;
  readonly counter: Counter;
}

/** Says something about the benefit and nothing about the order; always met. */
interface StatementName {
  readonly kind: 'statement';
}

export type RuleName =
  | NumberName
  | FacetName
  | EachName
  | LinesName
  | ProductAttributeName
  | LineNumberName
  | LineFacetName
  | CounterName
  | StatementName;

export function familyOf(name: RuleName): RuleFamily {
  return 'family' in name ? name.family : 'products';
}

export function needsProperty(name: RuleName): boolean {
  return name.kind === 'product-attribute' || ('needsProperty' in name && name.needsProperty);
}

/** Whether it may stand inside a rule that picks lines, and only there. */
export function isAboutLine(name: RuleName): boolean {
  return name.kind === 'line-number' || name.kind === 'line-facet';
}

export function picksLines(name: RuleName): boolean {
  return name.kind === 'lines' || name.kind === 'product-attribute';
}
