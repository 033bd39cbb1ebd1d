import {expect, test} from 'vitest';
import {operators} from '../../shared/rules/operators.ts';
import {ruleNames} from '../../shared/rules/rule-names.ts';
import {operatorWords} from './operator-words.ts';
import {amountRules, productRules, subjects} from './rule-words.ts';

test('the till has words for every rule and every operator, and for no others', () => {
  expect(Object.keys(subjects).sort()).toEqual([...ruleNames.keys()].sort());
  expect(Object.keys(operatorWords).sort()).toEqual([...operators.keys()].sort());
  for (const rule of [...amountRules, ...productRules]) expect(ruleNames.has(rule)).toBe(true);
});
