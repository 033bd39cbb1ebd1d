import {describe, expect, test} from 'vitest';
import {customer} from '../../test/builders/facts.ts';
import {basket, judge, single} from '../../test/builders/judge.ts';
import {campaign, percent} from '../../test/builders/offers.ts';
import {condition, products, rule} from '../../test/builders/rules.ts';
import {onlyRefusal, sell} from '../../test/builders/sell.ts';

const ada = customer('ada');

describe('the refusal', () => {
  const big = single('order.amount', {$more_than: [9_000]});

  test('[R13] the rules of the redeemable and of its campaign must pass', () => {
    const small = rule('SMALL', single('order.amount', {$more_than: [100]}));
    const large = rule('LARGE', big);
    const base = campaign('Autumn', {ruleIds: [large.id]});
    const offer = percent('CODE', 10, {rules: [small], campaign: base});
    const decision = sell(basket, [{...offer, rules: [small, large]}]);
    expect(onlyRefusal(decision)).toMatchObject({
      code: 'rules_not_met',
      ruleId: 'val_LARGE',
      subject: 'order',
    });
    expect(decision.verdicts[0]?.checks.map(check => check.passed)).toEqual([true, false]);
  });

  test('[R16] the first failed rule’s own text, else the set’s', () => {
    const wire = {
      '1': condition('order.amount', {$more_than: [100]}, {error: {message: 'passed, so not this'}}),
      '2': condition('order.amount', {$more_than: [9_000]}, {error: {message: 'Spend ninety.'}}),
      '3': condition('order.amount', {$more_than: [9_900]}, {error: {message: 'Spend ninety-nine.'}}),
      logic: '3 and 2 and 1',
    };
    const own = sell(basket, [percent('CODE', 10, {rules: [rule('RULE', wire, {message: 'set'})]})]);
    expect(onlyRefusal(own)).toMatchObject({message: 'Spend ninety.'});
    const set = sell(basket, [percent('CODE', 10, {rules: [rule('RULE', big, {message: 'set'})]})]);
    expect(onlyRefusal(set)).toMatchObject({message: 'set'});
    expect(onlyRefusal(judge(big))).toMatchObject({message: null});
  });

  test('[R16] a nested rule’s text', () => {
    const nested = {
      '1': condition('order.items.quantity', {$is: [9]}, {error: {message: 'Nine teas.'}}),
      logic: '1',
    };
    const decision = judge(single('order.items.any', products('tea'), {rules: nested}));
    expect(onlyRefusal(decision)).toMatchObject({message: 'Nine teas.'});
  });

  test('is about the customer where the failed rule is', () => {
    const decision = judge(single('customer.segment', {$is: ['seg_staff']}), basket, {customer: ada});
    expect(onlyRefusal(decision)).toMatchObject({code: 'rules_not_met', subject: 'customer'});
  });

  test('[R17] a rule that could not be loaded refuses', () => {
    const offer = percent('CODE', 10, {rules: [rule('RULE', {})]});
    const decision = sell(basket, [{...offer, rules: []}]);
    expect(onlyRefusal(decision)).toMatchObject({
      code: 'rules_not_met',
      ruleId: 'val_RULE',
      subject: 'redemption',
    });
  });
});
