import type {Draw} from '../ledger/draw.ts';
import type {Check} from '../reasons/refusal.ts';
import {type Blocking, nothingBlocks} from './asking.ts';
import type {Logic} from './logic.ts';

/** A logic expression over rules by their place in a list instead of by key. */
export type CompiledLogic =
  | {readonly kind: 'always'}
  | {readonly kind: 'rule'; readonly at: number}
  | {readonly kind: 'and' | 'or'; readonly parts: readonly CompiledLogic[]};

export function compileLogic(logic: Logic, keys: readonly string[]): CompiledLogic {
  if (logic.kind === 'always') return logic;
  const at = new Map(keys.map((key, index) => [key, index]));
  return placed(logic, at);
}

/** A rule's test and how late to ask it. */
interface Tested<Input> {
  readonly test: (input: Input) => boolean;
  readonly cost: number;
}

/** One closure for the whole expression; it asks in the order of costs and stops as soon as the answer is settled. */
export function testOf<Input>(
  logic: CompiledLogic,
  rules: readonly Tested<Input>[],
): (input: Input) => boolean {
  return testedOf(logic, rules).test;
}

function testedOf<Input>(logic: CompiledLogic, rules: readonly Tested<Input>[]): Tested<Input> {
  if (logic.kind === 'always') return {test: () => true, cost: 0};
  if (logic.kind === 'rule') return rules[logic.at] ?? {test: () => false, cost: 0};
  const parts = logic.parts.map(part => testedOf(part, rules)).sort((a, b) => a.cost - b.cost);
  const tests = parts.map(part => part.test);
  const cost = parts.reduce((sum, part) => sum + part.cost, 0);
  return {test: logic.kind === 'and' ? every(tests) : some(tests), cost};
}

/** Whether the set is met, from the answers of its rules, which were all asked. */
export function truthOf(logic: CompiledLogic, answers: readonly boolean[]): boolean {
  if (logic.kind === 'always') return true;
  if (logic.kind === 'rule') return answers[logic.at] === true;
  const holds = (part: CompiledLogic) => truthOf(part, answers);
  return logic.kind === 'and' ? logic.parts.every(holds) : logic.parts.some(holds);
}

/**
 * What blocks the set, from what blocks each of its rules, which were all asked: in the order of the rules, each
 * once. Where any of several would do, those that can be mended stand for the rest.
 */
export function blockingOf(logic: CompiledLogic, found: readonly Blocking[]): Blocking {
  const places = blockingPlaces(logic, found);
  if (places.length < 2) return found[places[0] ?? -1] ?? nothingBlocks;
  const blocking: Check[] = [];
  found.forEach((own, at) => {
    if (places.includes(at)) for (const check of own) blocking.push(check);
  });
  return blocking;
}

/**
 * The limited draws on the branch that lets the set pass; null when none does. Of several such branches the one with
 * the fewest limits, then the first: it is the least likely to be refused when it is booked.
 */
export function claimsOf(
  logic: CompiledLogic,
  ofRule: (at: number) => readonly Draw[] | null,
): readonly Draw[] | null {
  if (logic.kind === 'always') return [];
  if (logic.kind === 'rule') return ofRule(logic.at);
  const parts = logic.parts.map(part => claimsOf(part, ofRule));
  const met = parts.filter(part => part !== null);
  if (logic.kind === 'and') return met.length < parts.length ? null : met.flat();
  return met.reduce<readonly Draw[] | null>(
    (best, part) => (best === null || part.length < best.length ? part : best),
    null,
  );
}

/** Of several ways to pass, the first that can be mended in full; otherwise the first. */
export function closest(ways: readonly Blocking[]): Blocking {
  return ways.find(isMendable) ?? ways[0] ?? nothingBlocks;
}

function placed(logic: Logic, at: ReadonlyMap<string, number>): CompiledLogic {
  if (logic.kind === 'always') return logic;
  if (logic.kind === 'rule') return {kind: 'rule', at: at.get(logic.key) ?? -1};
  return {kind: logic.kind, parts: logic.parts.map(part => placed(part, at))};
}

function every<Input>(parts: readonly ((input: Input) => boolean)[]): (input: Input) => boolean {
  const [first, second, ...more] = parts;
  if (first !== undefined && second !== undefined && more.length === 0)
    return input => first(input) && second(input);
  return input => {
    for (const part of parts) if (!part(input)) return false;
    return true;
  };
}

function some<Input>(parts: readonly ((input: Input) => boolean)[]): (input: Input) => boolean {
  return input => {
    for (const part of parts) if (part(input)) return true;
    return false;
  };
}

/** The places of the rules that block; none when the set is met. */
function blockingPlaces(logic: CompiledLogic, found: readonly Blocking[]): readonly number[] {
  if (logic.kind === 'always') return [];
  if (logic.kind === 'rule') return (found[logic.at] ?? nothingBlocks).length === 0 ? [] : [logic.at];
  const places: number[] = [];
  const ways: (readonly number[])[] = [];
  for (const part of logic.parts) {
    const own = blockingPlaces(part, found);
    if (own.length === 0 && logic.kind === 'or') return [];
    if (logic.kind === 'and') places.push(...own);
    ways.push(own);
  }
  if (logic.kind === 'and') return places;
  const mendable = ways.filter(way => way.every(at => isMendable(found[at] ?? nothingBlocks)));
  return (mendable.length > 0 ? mendable : ways).flat();
}

function isMendable(way: Blocking): boolean {
  return way.every(check => check.remedy !== null);
}
