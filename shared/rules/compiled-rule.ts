import type {Draw} from '../ledger/draw.ts';
import type {Check} from '../reasons/refusal.ts';
import {type Asking, type Blocking, failedSince, nothingBlocks} from './asking.ts';
import {blockingOf, type CompiledLogic, claimsOf, compileLogic, testOf, truthOf} from './compiled-logic.ts';
import type {Counter} from './counter.ts';
import {logicKeys, parseLogic} from './logic.ts';
import type {RuleNode, RuleSet} from './validation-rule.ts';

/** A rule or rule set ready to be asked. All ways of asking agree on whether it is met. */
export interface Compiled<Input> {
  /** A failed check for everything not understood in it. */
  readonly unknown: readonly Check[];
  /** Whether it is met: no trace, no allocation, stops when it is settled. */
  readonly test: (input: Input) => boolean;
  /** Whether it is met, asking all of it and keeping every check, so that a screen can show the whole. */
  readonly ask: (input: Input, asking: Asking) => boolean;
  /** As `ask`; empty when it is met, otherwise the checks that would have to pass. */
  readonly blocking: (input: Input, asking: Asking) => Blocking;
  /**
   * How late to ask it where the order does not matter: after what is less work, and after what more often settles
   * the answer (few customers are in a segment, many orders are large enough).
   */
  readonly cost: number;
  /** The counters it names; `claims` are the limited draws that let it pass, null when it does not. */
  readonly counters: readonly Counter[];
  readonly claims: (input: Input) => readonly Draw[] | null;
  /** Upper bounds that must be kept whichever branch settles the answer. */
  readonly bounds: readonly CounterBound[];
}

interface CounterBound {
  readonly counter: Counter;
  readonly limit: number;
}

/** `key` is the rule's path: "1", nested "1.2". */
export type CompileRule<Input> = (rule: RuleNode, key: string) => Compiled<Input>;

const noClaims: readonly Draw[] = [];

/** A rule without counters; unless said otherwise, every check of it that failed blocks it. */
export function plainRule<Input>(
  test: Compiled<Input>['test'],
  ask: Compiled<Input>['ask'],
  blocking: Compiled<Input>['blocking'] = ownFailures(ask),
  {cost = 1, unknown = []}: {readonly cost?: number; readonly unknown?: readonly Check[]} = {},
): Compiled<Input> {
  const claims = (input: Input) => (test(input) ? noClaims : null);
  return {unknown, test, ask, blocking, cost, counters: [], claims, bounds: []};
}

export function ownFailures<Input>(ask: Compiled<Input>['ask']): Compiled<Input>['blocking'] {
  return (input, asking) => {
    const at = asking.checks.length;
    return ask(input, asking) ? nothingBlocks : failedSince(asking, at);
  };
}

/** Compiles the rules that the set's logic names; others are ignored. `path` is '' for the outermost set. */
export function compileSet<Input>(
  set: RuleSet,
  path: string,
  compileRule: CompileRule<Input>,
): Compiled<Input> {
  const parsed = parseLogic(set.logic);
  if (!parsed.ok) return notUnderstood([unknownCheck('logic', {key: path, rule: set.logic})]);
  const keys = logicKeys(parsed.logic);
  const rules = keys.map(key => {
    const rule = Object.hasOwn(set.byKey, key) ? set.byKey[key] : undefined;
    const place = path === '' ? key : `${path}.${key}`;
    if (rule !== undefined) return compileRule(rule, place);
    return notUnderstood<Input>([unknownCheck('logic', {key: place, rule: set.logic})]);
  });
  return joined(compileLogic(parsed.logic, keys), rules);
}

const both: CompiledLogic = {
  kind: 'and',
  parts: [
    {kind: 'rule', at: 0},
    {kind: 'rule', at: 1},
  ],
};

/** A rule and those nested in it, which must hold as well. */
export function withNested<Input>(
  own: Compiled<Input>,
  {rules}: RuleNode,
  key: string,
  compileRule: CompileRule<Input>,
): Compiled<Input> {
  return hasRules(rules) ? joined(both, [own, compileSet(rules, key, compileRule)]) : own;
}

/** Whether a set asks anything. */
export function hasRules({logic}: RuleSet): boolean {
  return logic.trim() !== '';
}

function joined<Input>(logic: CompiledLogic, rules: readonly Compiled<Input>[]): Compiled<Input> {
  const test = testOf(logic, rules);
  const ask = askAll(logic, rules);
  const blocking = (input: Input, asking: Asking) => {
    const found = rules.map(rule => rule.blocking(input, asking));
    return blockingOf(logic, found);
  };
  const unknown = rules.flatMap(rule => rule.unknown);
  const counters = rules.flatMap(rule => rule.counters);
  const cost = rules.reduce((sum, rule) => sum + rule.cost, 0);
  if (counters.length === 0) return plainRule(test, ask, blocking, {cost, unknown});
  const claims = (input: Input) => claimsOf(logic, at => rules[at]?.claims(input) ?? null);
  return {unknown, test, ask, blocking, cost, counters, claims, bounds: boundsOf(logic, rules)};
}

/** Asks every rule; most sets need all of them, which takes no list of answers. */
function askAll<Input>(logic: CompiledLogic, rules: readonly Compiled<Input>[]): Compiled<Input>['ask'] {
  const asks = rules.map(rule => rule.ask);
  const needsAll =
    logic.kind === 'and' &&
    logic.parts.length >= rules.length &&
    logic.parts.every(({kind}) => kind === 'rule');
  if (needsAll) {
    return (input, asking) => {
      let isMet = true;
      for (const ask of asks) if (!ask(input, asking)) isMet = false;
      return isMet;
    };
  }
  return (input, asking) => {
    const answers = asks.map(ask => ask(input, asking));
    return truthOf(logic, answers);
  };
}

function boundsOf<Input>(logic: CompiledLogic, rules: readonly Compiled<Input>[]): readonly CounterBound[] {
  if (logic.kind === 'rule') return rules[logic.at]?.bounds ?? [];
  return logic.kind === 'and' ? logic.parts.flatMap(part => boundsOf(part, rules)) : [];
}

/** What fails whatever it is asked. */
export function notUnderstood<Input>(checks: readonly Check[]): Compiled<Input> {
  const ask = (_: Input, asking: Asking) => {
    asking.checks.push(...checks);
    return false;
  };
  return plainRule(() => false, ask, ownFailures(ask), {unknown: checks});
}

/** The failed check for something this version does not know; `operator` and `needed` where there are such. */
export function unknownCheck(
  unknown: 'logic' | 'rule' | 'operator' | 'property',
  at: Pick<Check, 'key' | 'rule'> & Partial<Pick<Check, 'operator' | 'needed'>>,
): Check {
  const {key, rule, operator = '', needed = null} = at;
  return {key, rule, property: null, operator, needed, actual: {unknown}, passed: false, remedy: null};
}
