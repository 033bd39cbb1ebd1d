import {peerPackage} from '../peer-package.ts';
import type {Side} from '../side.ts';
import type {Condition, RuleQuestions} from './condition-sets.ts';
import {rulesSide} from './rules-side.ts';

interface Engine {
  addOperator(name: string, test: (fact: readonly string[], wanted: readonly string[]) => boolean): void;
  addRule(rule: object): void;
  run(facts: object): Promise<{readonly events: readonly {readonly params: {readonly at: number}}[]}>;
}
interface JsonRulesEngine {
  readonly Engine: new () => Engine;
}

export function jsonRulesEngine({sets, orders}: RuleQuestions): Side {
  const engine = new (peerPackage<JsonRulesEngine>('json-rules-engine').Engine)();
  engine.addOperator('some', (fact, wanted) => fact.some(value => wanted.includes(value)));
  for (const [at, set] of sets.entries())
    engine.addRule({conditions: {all: set.map(conditionOf)}, event: {type: 'met', params: {at}}});
  return rulesSide(orders, async order => {
    const {events} = await engine.run(order);
    return events.map(event => event.params.at).sort((a, b) => a - b);
  });
}

function conditionOf(condition: Condition): object {
  const {test, field: fact} = condition;
  if (test === 'atLeast') return {fact, operator: 'greaterThanInclusive', value: condition.limit};
  return {fact, operator: test, value: condition.of};
}
