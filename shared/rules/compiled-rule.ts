import type {Check} from '../reasons/refusal.ts';
import {logicKeys, parseLogic} from './logic.ts';
import {joinByLogic, outcomeOf, type RuleOutcome} from './rule-outcome.ts';
import type {RuleNode, RuleSet} from './validation-rule.ts';

/** A rule or rule set ready to be asked. `unknown` holds a failed check for everything not understood in it. */
export interface Compiled<Input> {
  readonly unknown: readonly Check[];
  readonly ask: (input: Input) => RuleOutcome;
}

/** `key` is the rule's path: "1", nested "1.2". */
export type CompileRule<Input> = (rule: RuleNode, key: string) => Compiled<Input>;

/** Compiles the rules that the set's logic names; others are ignored. `path` is '' for the outermost set. */
export function compileSet<Input>(
  set: RuleSet,
  path: string,
  compileRule: CompileRule<Input>,
): Compiled<Input> {
  const parsed = parseLogic(set.logic);
  if (!parsed.ok) return notUnderstood([unknownCheck('logic', {key: path, rule: set.logic})]);
  const rules = logicKeys(parsed.logic).map(key => {
    const rule = Object.hasOwn(set.byKey, key) ? set.byKey[key] : undefined;
    const place = path === '' ? key : `${path}.${key}`;
    const missing = () => notUnderstood<Input>([unknownCheck('logic', {key: place, rule: set.logic})]);
    return [key, rule === undefined ? missing() : compileRule(rule, place)] as const;
  });
  return {
    unknown: rules.flatMap(([, rule]) => rule.unknown),
    ask: input => joinByLogic(parsed.logic, new Map(rules.map(([key, rule]) => [key, rule.ask(input)]))),
  };
}

/** What fails whatever it is asked. */
export function notUnderstood<Input>(checks: readonly Check[]): Compiled<Input> {
  return {unknown: checks, ask: () => outcomeOf(checks)};
}

/** The failed check for something this version does not know; `operator` and `needed` where there are such. */
export function unknownCheck(
  unknown: 'logic' | 'rule' | 'operator' | 'property',
  at: Pick<Check, 'key' | 'rule'> & Partial<Pick<Check, 'operator' | 'needed'>>,
): Check {
  const {key, rule, operator = '', needed = null} = at;
  return {key, rule, property: null, operator, needed, actual: {unknown}, passed: false, remedy: null};
}
