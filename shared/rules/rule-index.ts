/**
 * An index of many rule sets by what they cannot do without: which of them may be met in a context, in time that
 * grows with the answer. Each owner is kept under the one condition that the fewest share. Never loses an owner whose
 * rules are met; may name some whose are not, which `test` then sorts out.
 */
import type {EpochMs} from '../kernel/epoch.ts';
import type {Dimension, NumberDimension} from './dimension.ts';
import {type Clause, necessaryOf} from './necessary.ts';
import {PlaceSet} from './place-set.ts';
import type {RuleContext} from './rule-context.ts';
import type {ValidationRule} from './validation-rule.ts';

/** Whoever all these rules must let through, and the time in which it can be used at all. */
export interface IndexedOwner<Id> {
  readonly id: Id;
  readonly rules: readonly ValidationRule[];
  readonly fromMs?: EpochMs | null | undefined;
  readonly untilMs?: EpochMs | null | undefined;
}

export interface RuleIndex<Id> {
  /** In the order in which they were given, each once. */
  readonly candidates: (context: RuleContext) => readonly Id[];
}

interface Postings {
  readonly dimension: Dimension;
  readonly byKey: Map<string, number[]>;
}
interface Thresholds {
  readonly dimension: NumberDimension;
  /** From the lowest. */
  readonly leasts: {readonly least: number; readonly at: number}[];
}
interface Shelves {
  readonly values: Map<string, Postings>;
  readonly numbers: Map<string, Thresholds>;
  /** Owners without a condition that can be looked up. */
  readonly others: number[];
}

export function buildRuleIndex<Id>(owners: readonly IndexedOwner<Id>[]): RuleIndex<Id> {
  const shelves = shelve(owners.map(({rules}) => rules.flatMap(rule => necessaryOf(rule.rules))));
  const starts = Float64Array.from(owners, ({fromMs}) => fromMs ?? Number.NEGATIVE_INFINITY);
  const ends = Float64Array.from(owners, ({untilMs}) => untilMs ?? Number.POSITIVE_INFINITY);
  const places = new PlaceSet(owners.length);
  const candidates = (context: RuleContext): readonly Id[] => {
    const {nowMs} = context.facts.moment;
    const open: Id[] = [];
    look(shelves, context, places);
    places.drain(at => {
      const owner = owners[at];
      if (owner !== undefined && (starts[at] ?? 0) <= nowMs && nowMs <= (ends[at] ?? 0)) open.push(owner.id);
    });
    return open;
  };
  return {candidates};
}

function shelve(all: readonly (readonly Clause[])[]): Shelves {
  const shares = countShares(all);
  const shelves: Shelves = {values: new Map(), numbers: new Map(), others: []};
  all.forEach((clauses, at) => {
    const best = clauses.reduce<Clause | null>(
      (found, one) => (found === null || weight(one, shares) < weight(found, shares) ? one : found),
      null,
    );
    if (best === null) shelves.others.push(at);
    else put(shelves, best, at);
  });
  for (const {leasts} of shelves.numbers.values()) leasts.sort((a, b) => a.least - b.least);
  return shelves;
}

function put({values, numbers}: Shelves, clause: Clause, at: number): void {
  if (clause.kind === 'at_least') {
    const {dimension, least} = clause;
    const shelf = numbers.get(dimension.id) ?? {dimension, leasts: []};
    shelf.leasts.push({least, at});
    numbers.set(dimension.id, shelf);
    return;
  }
  for (const {dimension, key} of clause.entries) {
    const shelf = values.get(dimension.id) ?? {dimension, byKey: new Map<string, number[]>()};
    const same = shelf.byKey.get(key);
    if (same === undefined) shelf.byKey.set(key, [at]);
    else same.push(at);
    values.set(dimension.id, shelf);
  }
}

/** How many clauses have each key: what few have finds few. */
function countShares(all: readonly (readonly Clause[])[]): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  for (const clause of all.flat()) {
    for (const {dimension, key} of clause.kind === 'one_of' ? clause.entries : []) {
      const name = `${dimension.id}\u0000${key}`;
      shares.set(name, (shares.get(name) ?? 0) + 1);
    }
  }
  return shares;
}

/** Numbers find half of all on average, collections have to be asked one by one: both only where nothing else is. */
function weight(clause: Clause, shares: ReadonlyMap<string, number>): number {
  if (clause.kind === 'at_least') return Number.MAX_SAFE_INTEGER;
  let sum = 0;
  for (const {dimension, key} of clause.entries) {
    if (dimension.id === 'cart collection') sum += 1e9;
    sum += shares.get(`${dimension.id}\u0000${key}`) ?? 0;
  }
  return sum;
}

/** Finds whatever may be met. */
function look({values, numbers, others}: Shelves, context: RuleContext, found: PlaceSet): void {
  for (const at of others) found.add(at);
  for (const {dimension, byKey} of values.values()) {
    const isLeftOut = (context.unasked & dimension.family) !== 0;
    const present = isLeftOut ? 'everything' : dimension.present(context, byKey.keys());
    const keys = present === 'everything' ? byKey.keys() : present;
    for (const key of keys) for (const at of byKey.get(key) ?? none) found.add(at);
  }
  for (const {dimension, leasts} of numbers.values()) {
    const isLeftOut = (context.unasked & dimension.family) !== 0;
    const value = isLeftOut ? 'everything' : dimension.read(context);
    if (value === 'nothing') continue;
    for (const {least, at} of leasts) {
      if (typeof value === 'number' && least > value) break;
      found.add(at);
    }
  }
}

const none: readonly number[] = [];
