/**
 * What an index of rules looks up in a context: the names of what is in the cart, a customer's segments, the values
 * of an attribute, an amount. Each reads exactly what the rules of its name read.
 */
import {facetAt} from './attributes.ts';
import {keysOf} from './facet.ts';
import {isForgiven} from './lack.ts';
import {anySelects, namesIn} from './line-pool.ts';
import {propertyOf} from './property.ts';
import type {RuleContext} from './rule-context.ts';
import {type Families, families} from './rule-family.ts';
import {ruleNames} from './rule-names.ts';

export interface Dimension {
  readonly id: string;
  /** Left out of a question, it finds nothing, and whatever needs it may be met. */
  readonly family: Families;
  /** Of the keys asked about, at least those that are there; `everything` where rules about it count as met. */
  readonly present: (context: RuleContext, asked: Iterable<string>) => Iterable<string> | 'everything';
}

export interface NumberDimension {
  readonly id: string;
  readonly family: Families;
  readonly read: (context: RuleContext) => number | 'everything' | 'nothing';
}

const products = families('products');

/** Names of products, SKUs and the shop's own ids. */
export const inCart: Dimension = {
  id: 'cart',
  family: products,
  present: ({facts}) => namesIn(facts.pool),
};

export const inCartCollection: Dimension = {
  id: 'cart collection',
  family: products,
  present: ({facts}, asked) =>
    [...asked].filter(id => {
      const selectors = [{object: 'products_collection' as const, id, sourceId: null}];
      return facts.pool.lines.some(line => anySelects(selectors, line, facts.pool));
    }),
};

export function inCartCategory(key: string): Dimension {
  const property = {name: key, path: null};
  return {
    id: `cart category ${key}`,
    family: products,
    present: ({facts}) => keysOf(facetAt(facts.pool.categories, property)),
  };
}

/** null: not a rule about values that can be looked up. */
export function valueDimension(rule: string, property: string): Dimension | null {
  const name = ruleNames.get(rule);
  const read = propertyOf(property);
  const id = `${rule} ${property}`;
  if (name?.kind === 'product-attribute') {
    const present: Dimension['present'] = ({facts}) => keysOf(facetAt(facts.pool.productAttributes, read));
    return {id, family: products, present};
  }
  if (name?.kind !== 'facet') return null;
  return {
    id,
    family: families(name.family),
    present: context => {
      const value = name.read(context, read);
      if (typeof value !== 'string') return keysOf(value);
      return isForgiven(value) ? 'everything' : [];
    },
  };
}

/** null: not a rule about a number, or about one that only the benefit's effect tells. */
export function numberDimension(rule: string): NumberDimension | null {
  const name = ruleNames.get(rule);
  if (name?.kind !== 'number' || !known.has(rule)) return null;
  return {
    id: rule,
    family: families(name.family),
    read: context => {
      const value = name.read(context);
      if (typeof value === 'number') return value;
      return isForgiven(value) ? 'everything' : 'nothing';
    },
  };
}

const known: ReadonlySet<string> = new Set(['order.amount', 'order.initial_amount', 'order.items.count']);
