/**
 * What the benchmarks of rules ask, in no engine's words: sets of five conditions, all of which must hold, and what
 * of an order they look at. Every engine is given the same sets in its own language.
 */

import {type Seeded, seeded} from '../seeded.ts';
import {channels, countries, levels, productCount, segmentCount, shopCart, shopCustomer} from '../shop.ts';

/** The order of one customer as a flat object: what a user of a rule engine would hand to it. */
export interface PlainOrder {
  readonly amountMinor: number;
  readonly units: number;
  readonly channel: string;
  readonly products: readonly string[];
  readonly segments: readonly string[];
  readonly country: string;
  readonly level: string;
}

type ListField = 'products' | 'segments';
type TextField = 'channel' | 'country' | 'level';
type NumberField = 'amountMinor' | 'units';

export type Condition =
  /** The order's list has at least one of these. */
  | {readonly test: 'some'; readonly field: ListField; readonly of: readonly string[]}
  | {readonly test: 'in'; readonly field: TextField; readonly of: readonly string[]}
  | {readonly test: 'atLeast'; readonly field: NumberField; readonly limit: number};

export type ConditionSet = readonly Condition[];

export interface RuleQuestions {
  readonly sets: readonly ConditionSet[];
  readonly orders: readonly PlainOrder[];
}

/** An order by its number in the shop, 20 lines. */
function plainOrder(number: number): PlainOrder {
  const {cart} = shopCart(number, 20);
  const {segmentIds, metadata} = shopCustomer(number);
  let amountMinor = 0;
  let units = 0;
  for (const {priceMinor, quantity} of cart.lines) {
    amountMinor += (priceMinor ?? 0) * quantity;
    units += quantity;
  }
  return {
    amountMinor,
    units,
    channel: String(cart.metadata['channel']),
    products: cart.lines.map(line => line.sourceId ?? ''),
    segments: segmentIds,
    country: String(metadata['country']),
    level: String(metadata['level']),
  };
}

/**
 * Sets of which `made` were made to be met, each by one of the orders in turn, spread evenly among others that none
 * of the orders meets. With one order exactly `made` are met. Far ones are for other products and other segments
 * altogether; near ones may only ask for a larger amount.
 */
export function ruleQuestions(
  count: number,
  made: number,
  orderCount: number,
  others: 'near' | 'far',
): RuleQuestions {
  const of = seeded(4_000_037);
  const orders = Array.from({length: orderCount}, (_, number) => plainOrder(number));
  let met = 0;
  const sets = Array.from({length: count}, (_, at) => {
    const order = orders[met % orderCount];
    const isDue = Math.floor(((at + 1) * made) / count) > met;
    if (!isDue || order === undefined) return unmetSet(orders, others, of);
    met += 1;
    return setFor(order, of);
  });
  return {sets, orders};
}

/** Whether an order meets a set, slowly and plainly. */
function isMet(set: ConditionSet, order: PlainOrder): boolean {
  return set.every(condition => holds(condition, order));
}

function holds(condition: Condition, order: PlainOrder): boolean {
  switch (condition.test) {
    case 'some':
      return condition.of.some(value => order[condition.field].includes(value));
    case 'in':
      return condition.of.includes(order[condition.field]);
    case 'atLeast':
      return order[condition.field] >= condition.limit;
  }
}

function unmetSet(orders: readonly PlainOrder[], others: 'near' | 'far', of: Seeded): ConditionSet {
  for (;;) {
    const set = anySet(of);
    const asked = others === 'near' ? [set] : set.filter(({test}) => test === 'some').map(one => [one]);
    if (!orders.some(order => asked.some(part => isMet(part, order)))) return set;
  }
}

/** Half name one to three products; all ask for a segment, an amount, and two or three things more. */
function anySet(of: Seeded): ConditionSet {
  const products: Condition =
    of.below(2) === 0
      ? {test: 'some', field: 'products', of: several(of, 3, anyProduct(of))}
      : {test: 'in', field: 'channel', of: [of.pick(channels)]};
  return [
    products,
    {test: 'some', field: 'segments', of: several(of, 2, anySegment(of))},
    {test: 'atLeast', field: 'amountMinor', limit: of.between(10, 800) * 500},
    {test: 'in', field: 'country', of: several(of, 3, () => of.pick(countries))},
    of.below(2) === 0
      ? {test: 'in', field: 'level', of: several(of, 2, () => of.pick(levels))}
      : {test: 'atLeast', field: 'units', limit: of.between(2, 60)},
  ];
}

/** The same kinds of conditions, each naming something of the order. */
function setFor(order: PlainOrder, of: Seeded): ConditionSet {
  const more = (most: number, own: string, make: () => string) => [
    ...new Set([...several(of, most, make).slice(1), own]),
  ];
  const products: Condition =
    of.below(2) === 0
      ? {test: 'some', field: 'products', of: more(3, of.pick(order.products), anyProduct(of))}
      : {test: 'in', field: 'channel', of: [order.channel]};
  return [
    products,
    {test: 'some', field: 'segments', of: more(2, of.pick(order.segments), anySegment(of))},
    {test: 'atLeast', field: 'amountMinor', limit: of.between(1, order.amountMinor)},
    {test: 'in', field: 'country', of: more(3, order.country, () => of.pick(countries))},
    of.below(2) === 0
      ? {test: 'in', field: 'level', of: more(2, order.level, () => of.pick(levels))}
      : {test: 'atLeast', field: 'units', limit: of.between(1, order.units)},
  ];
}

function anyProduct(of: Seeded): () => string {
  return () => `p${of.below(productCount)}`;
}

function anySegment(of: Seeded): () => string {
  return () => `seg_${of.below(segmentCount)}`;
}

function several(of: Seeded, most: number, make: () => string): readonly string[] {
  return [...new Set(Array.from({length: of.between(1, most)}, make))];
}
