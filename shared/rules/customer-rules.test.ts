import {describe, expect, test} from 'vitest';
import {customer} from '../../test/builders/facts.ts';
import {basket, judge, passes, single} from '../../test/builders/judge.ts';
import {condition} from '../../test/builders/rules.ts';
import {onlyRefusal} from '../../test/builders/sell.ts';

const ada = customer('ada', {
  segmentIds: ['seg_regulars'],
  metadata: {size: 38, city: 'Graz', likes: ['tea', 'cake']},
});

describe('who buys', () => {
  test.each([
    [{$is: ['seg_regulars']}, true],
    [{$is: ['seg_staff']}, false],
    [{$in: ['seg_staff', 'seg_regulars']}, true],
    [{$is_not: ['seg_regulars']}, false],
    [{$not_in: ['seg_staff', 'seg_students']}, true],
  ])('customer.segment %j is %s', (conditions, expected) => {
    expect(passes(single('customer.segment', conditions), basket, {customer: ada})).toBe(expected);
  });

  test.each([
    ['city', {$is: ['Graz']}, true],
    ['city', {$starts_with: ['Gr']}, true],
    ['size', {$more_than: [40]}, false],
    ['likes', {$is: ['cake']}, true],
    ['likes', {$is_not: ['cake']}, false],
    ['vip', {$is: [true]}, false],
    ['vip', {$is_not: [true]}, true],
    ['toString', {$is_not: ['x']}, true],
  ])('customer.metadata %s %j is %s', (property, conditions, expected) => {
    expect(passes(single('customer.metadata', conditions, {property}), basket, {customer: ada})).toBe(
      expected,
    );
  });

  test('an attribute is the customer’s own, never something inherited', () => {
    const decision = judge(single('customer.metadata', {$is: ['x']}, {property: 'toString'}), basket, {
      customer: ada,
    });
    expect(decision.verdicts[0]?.checks).toMatchObject([{actual: null, passed: false}]);
  });

  test('attributes given with the request win over stored ones, and describe somebody unknown', () => {
    const wien = single('customer.metadata', {$is: ['Wien']}, {property: 'city'});
    expect(passes(wien, basket, {customer: ada, customerMetadata: {city: 'Wien'}})).toBe(true);
    expect(passes(wien, basket, {customerMetadata: {city: 'Wien'}})).toBe(true);
  });

  test.each([{$is: ['seg_staff']}, {$is_not: ['seg_staff']}])(
    '[R10] without a customer %j asks for one',
    conditions => {
      const decision = judge(single('customer.segment', conditions));
      expect(onlyRefusal(decision)).toEqual({code: 'customer_required', ruleId: 'val_RULE'});
      expect(decision.verdicts[0]?.checks).toMatchObject([
        {key: '1', rule: 'customer.segment', actual: null, passed: false, remedy: {kind: 'attach_customer'}},
      ]);
    },
  );

  test('[R10] nobody is asked for where the rest settles it', () => {
    const either = {
      '1': condition('customer.segment', {$is: ['seg_staff']}),
      '2': condition('order.amount', {$more_than: [1000]}),
      logic: '1 or 2',
    };
    expect(passes(either)).toBe(true);
  });
});
