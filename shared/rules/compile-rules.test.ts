import {describe, expect, test} from 'vitest';
import {basket, failed, judge, passes, trace} from '../../test/builders/judge.ts';
import {percent} from '../../test/builders/offers.ts';
import {condition, products, rule} from '../../test/builders/rules.ts';
import {onlyRefusal, sell} from '../../test/builders/sell.ts';
import type {Metadata} from '../kernel/metadata.ts';
import {ruleSetSchema} from './validation-rule.ts';

describe('logic and its trace', () => {
  const three = {
    '1': condition('order.amount', {$more_than: [1000]}),
    '2': condition('customer.segment', {$is: ['seg_staff']}),
    '10': condition('order.items.count', {$more_than: [9]}),
    '3': condition('order.amount', {$more_than: [9_000]}),
  };

  test('[R5] every rule that logic names is shown in the order of keys, others are not', () => {
    const decision = judge({...three, logic: '10 or 1'});
    expect(decision.valid).toBe(true);
    expect(trace(decision.verdicts[0]?.checks)).toEqual([
      '1 order.amount $more_than 1000: 4800 ✓',
      '10 order.items.count $more_than 9: 4 ✗ {"kind":"add_product","productIds":[]}',
    ]);
  });

  test('[R5] the order in which operators were written does not show', () => {
    const both = (conditions: Metadata) =>
      trace(judge({'1': condition('order.amount', conditions), logic: '1'}).verdicts[0]?.checks);
    expect(both({$more_than: [1], $less_than: [2]})).toEqual(both({$less_than: [2], $more_than: [1]}));
  });

  test('[R14] of an OR, the ways that can be mended stand for the others', () => {
    const wire = {
      ...three,
      '2': condition('order.metadata', {$is: ['web']}, {property: 'channel'}),
      logic: '2 or 3',
    };
    expect(failed(judge(wire))).toEqual([
      '3 order.amount $more_than 9000: 4800 ✗ {"kind":"add_amount","missingMinor":4201}',
    ]);
  });

  test('[R14] of an AND, what passed and what does not matter is left out', () => {
    expect(failed(judge({...three, logic: '3 and (1 or 10)'}))).toEqual([
      '3 order.amount $more_than 9000: 4800 ✗ {"kind":"add_amount","missingMinor":4201}',
    ]);
    expect(failed(judge({...three, logic: '3 and 10 and 3'})).length).toBe(2);
  });

  test.each([
    ['1 or 3 and 3', true],
    ['(1 or 3) and 3', false],
    ['', true],
    ['3', false],
  ])('[R1] [R2] %j is %s', (logic, expected) => {
    expect(passes({...three, logic})).toBe(expected);
  });

  test('a rule nested in a rule about the order must hold as well', () => {
    const nested = condition('order.amount', {$more_than: [1000]}, {rules: {'1': three['3'], logic: '1'}});
    expect(failed(judge({'1': nested, logic: '1'}))).toEqual([
      '1.1 order.amount $more_than 9000: 4800 ✗ {"kind":"add_amount","missingMinor":4201}',
    ]);
  });
});

describe('[R6] what this version does not know', () => {
  const tea = products('tea');
  const unknownRule = {name: 'order.colour', conditions: {$is: ['red']}, rules: {logic: '', byKey: {}}};
  const none = {name: 'order.items.none', conditions: tea, rules: {logic: '1', byKey: {'1': unknownRule}}};
  test.each([
    ['an unknown rule', {logic: '1', byKey: {'1': unknownRule}}, {unknown: 'rule'}],
    [
      'an unknown operator',
      {logic: '1', byKey: {'1': {...unknownRule, name: 'order.amount', conditions: {$about: [5]}}}},
      {unknown: 'operator'},
    ],
    [
      'no condition at all',
      {logic: '1', byKey: {'1': {...unknownRule, name: 'order.amount', conditions: {}}}},
      {unknown: 'operator'},
    ],
    [
      'a property left out',
      {logic: '1', byKey: {'1': {...unknownRule, name: 'order.metadata'}}},
      {unknown: 'property'},
    ],
    [
      'an unknown rule inside none',
      {logic: '1', byKey: {'1': {...none, conditions: products('cup')}}},
      {unknown: 'rule'},
    ],
    ['an expression that is none', {logic: '1 and', byKey: {'1': unknownRule}}, {unknown: 'logic'}],
    ['a rule that is not there', {logic: 'toString', byKey: {}}, {unknown: 'logic'}],
    [
      'products of a kind unknown',
      {
        logic: '1',
        byKey: {
          '1': {...none, conditions: {$is: [{object: 'bundle', id: 'b_1'}]}, rules: {logic: '', byKey: {}}},
        },
      },
      {unknown: 'operator'},
    ],
  ])('%s fails with a check that says so', (_, rules, actual) => {
    // Past the parser, as a newer server might have stored it.
    const strange = {...rule('RULE', {}), rules: ruleSetSchema.parse(rules)};
    const decision = sell(basket, [percent('CODE', 10, {rules: [strange]})]);
    const refusal = onlyRefusal(decision);
    expect(refusal?.code).toBe('rules_not_met');
    expect(decision.verdicts[0]?.checks[0]).toMatchObject({actual, passed: false, remedy: null});
  });
});
