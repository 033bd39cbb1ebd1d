/**
 * What a rule is about, so that a question can leave families out: qualification ignores budgets, an audience check
 * asks only about the customer (semantics.md E). A rule left out counts as met.
 */
export type RuleFamily =
  | 'customer'
  | 'order'
  /** What the order costs before any discount: about the order too, and left out of every qualification. */
  | 'initial'
  | 'products'
  | 'redemption'
  | 'budget';

/** Several families as bits, so that every rule can tell in one step whether it is asked. */
export type Families = number & {readonly __unit: 'Families'};

const bits: Readonly<Record<RuleFamily, number>> = {
  customer: 1,
  order: 2,
  products: 4,
  redemption: 8,
  budget: 16,
  initial: 32,
};

export const noFamilies: Families = families();

export function families(...named: readonly RuleFamily[]): Families {
  return named.reduce((all, family) => all | bits[family], 0) as Families;
}

/** These families and those. */
export function andFamilies(left: Families, ...named: readonly RuleFamily[]): Families {
  return (left | families(...named)) as Families;
}
