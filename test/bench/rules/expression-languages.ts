/** Engines whose rules are expressions in a text language, parsed once. */
import {peerPackage} from '../peer-package.ts';
import type {Side} from '../side.ts';
import type {Condition, RuleQuestions} from './condition-sets.ts';
import {rulesSide, setBySetSide} from './rules-side.ts';

type Jsonata = (text: string) => {evaluate(input: object): Promise<unknown>};

interface CelJs {
  readonly Environment: new () => CelEnvironment;
}
interface CelEnvironment {
  registerVariable(name: string, type: string): CelEnvironment;
  parse(text: string): (context: object) => unknown;
}

export function jsonata({sets, orders}: RuleQuestions): Side {
  const compile = peerPackage<Jsonata>('jsonata');
  const expressions = sets.map(set => compile(set.map(jsonataText).join(' and ')));
  return rulesSide(orders, async order => {
    const met: number[] = [];
    for (const [at, expression] of expressions.entries())
      if ((await expression.evaluate(order)) === true) met.push(at);
    return met;
  });
}

export function celJs(questions: RuleQuestions): Side {
  const environment = new (peerPackage<CelJs>('@marcbachmann/cel-js').Environment)()
    .registerVariable('products', 'list<string>')
    .registerVariable('segments', 'list<string>')
    .registerVariable('channel', 'string')
    .registerVariable('country', 'string')
    .registerVariable('level', 'string')
    .registerVariable('amountMinor', 'double')
    .registerVariable('units', 'double');
  return setBySetSide(
    questions,
    set => environment.parse(set.map(celText).join(' && ')),
    (ask, order) => ask(order) === true,
  );
}

function jsonataText(condition: Condition): string {
  const {test, field} = condition;
  if (test === 'atLeast') return `${field} >= ${condition.limit}`;
  if (test === 'in') return `${field} in ${JSON.stringify(condition.of)}`;
  return `(${condition.of.map(value => `${JSON.stringify(value)} in ${field}`).join(' or ')})`;
}

function celText(condition: Condition): string {
  const {test, field} = condition;
  if (test === 'atLeast') return `${field} >= ${condition.limit}.0`;
  if (test === 'in') return `${field} in ${JSON.stringify(condition.of)}`;
  return `(${condition.of.map(value => `${JSON.stringify(value)} in ${field}`).join(' || ')})`;
}
