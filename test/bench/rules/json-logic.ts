import {peerPackage} from '../peer-package.ts';
import type {Side} from '../side.ts';
import type {Condition, ConditionSet, RuleQuestions} from './condition-sets.ts';
import {setBySetSide} from './rules-side.ts';

interface JsonLogicJs {
  apply(logic: object, data: object): unknown;
}
interface JsonLogicEngine {
  readonly LogicEngine: new () => {build(logic: object): (data: object) => unknown};
}

export function jsonLogicJs(questions: RuleQuestions): Side {
  const {apply} = peerPackage<JsonLogicJs>('json-logic-js');
  return setBySetSide(questions, logicOf, (logic, order) => apply(logic, order) === true);
}

export function jsonLogicEngine(questions: RuleQuestions): Side {
  const engine = new (peerPackage<JsonLogicEngine>('json-logic-engine').LogicEngine)();
  return setBySetSide(
    questions,
    set => engine.build(logicOf(set)),
    (ask, order) => ask(order) === true,
  );
}

function logicOf(set: ConditionSet): object {
  return {and: set.map(conditionLogic)};
}

function conditionLogic(condition: Condition): object {
  const value = {var: condition.field};
  switch (condition.test) {
    case 'some':
      return {some: [value, {in: [{var: ''}, condition.of]}]};
    case 'in':
      return {in: [value, condition.of]};
    case 'atLeast':
      return {'>=': [value, condition.limit]};
  }
}
