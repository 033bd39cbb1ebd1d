/**
 * The physical limit: what a programmer would write who needs nothing but these answers. Conditions become closures
 * over sets and numbers; with the index, sets wait under one thing they need and only those are asked whose thing is
 * there.
 */
import type {Side} from '../side.ts';
import type {Condition, ConditionSet, PlainOrder, RuleQuestions} from './condition-sets.ts';
import {type MetPlaces, rulesSide} from './rules-side.ts';

interface NormalOrder {
  readonly amountMinor: number;
  readonly units: number;
  readonly channel: string;
  readonly country: string;
  readonly level: string;
  readonly products: ReadonlySet<string>;
  readonly segments: ReadonlySet<string>;
}

type Ask = (order: NormalOrder) => boolean;

export function closures({sets, orders}: RuleQuestions): Side {
  const asks = sets.map(askAll);
  return rulesSide(orders.map(normal), order => scan(asks, order));
}

/** The same with the order made ready each time. */
export function closuresFromOrder({sets, orders}: RuleQuestions): Side {
  const asks = sets.map(askAll);
  return rulesSide(orders, order => scan(asks, normal(order)));
}

export function indexedClosures({sets, orders}: RuleQuestions): Side {
  const find = finder(sets);
  return rulesSide(orders.map(normal), find);
}

/** The places of the sets that an order meets, found by the index. */
export function findMet(sets: readonly ConditionSet[]): (order: PlainOrder) => MetPlaces {
  const find = finder(sets);
  return order => find(normal(order));
}

function finder(sets: readonly ConditionSet[]): (order: NormalOrder) => MetPlaces {
  const waiting = new Map<string, number[]>();
  for (const [at, set] of sets.entries()) {
    for (const key of keysOf(set)) {
      const same = waiting.get(key);
      if (same === undefined) waiting.set(key, [at]);
      else same.push(at);
    }
  }
  const asks = sets.map(askAll);
  return order => {
    const met: number[] = [];
    const collect = (name: string) => {
      for (const at of waiting.get(name) ?? none) if (asks[at]?.(order) === true) met.push(at);
    };
    order.products.forEach(collect);
    order.segments.forEach(collect);
    // A set that waits under several things may have been met under each.
    return inOrder(met);
  };
}

const none: readonly number[] = [];

function inOrder(places: number[]): number[] {
  places.sort((a, b) => a - b);
  return places.filter((place, at) => place !== places[at - 1]);
}

/** Products where the set names some, otherwise segments: every set asks for those. */
function keysOf(set: ConditionSet): readonly string[] {
  const lists = set.filter(condition => condition.test === 'some');
  return (lists.find(({field}) => field === 'products') ?? lists[0])?.of ?? none.map(String);
}

function scan(asks: readonly Ask[], order: NormalOrder): number[] {
  const met: number[] = [];
  for (let at = 0; at < asks.length; at += 1) if (asks[at]?.(order) === true) met.push(at);
  return met;
}

function normal({amountMinor, units, channel, country, level, products, segments}: PlainOrder): NormalOrder {
  return {
    amountMinor,
    units,
    channel,
    country,
    level,
    products: new Set(products),
    segments: new Set(segments),
  };
}

function askAll(set: ConditionSet): Ask {
  const [a, b, c, d, e] = set.map(askOne);
  if (!a || !b || !c || !d || !e) throw new Error('sets have five conditions');
  return order => a(order) && b(order) && c(order) && d(order) && e(order);
}

function askOne(condition: Condition): Ask {
  switch (condition.test) {
    case 'some': {
      const {field, of} = condition;
      const [first = '', second, third] = of;
      if (second === undefined) return order => order[field].has(first);
      if (third === undefined) return order => order[field].has(first) || order[field].has(second);
      return order => order[field].has(first) || order[field].has(second) || order[field].has(third);
    }
    case 'in': {
      const {field} = condition;
      const wanted = new Set(condition.of);
      return order => wanted.has(order[field]);
    }
    case 'atLeast': {
      const {field, limit} = condition;
      return order => order[field] >= limit;
    }
  }
}
