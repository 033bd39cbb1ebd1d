import {describe, expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {type Circumstances, product} from '../../test/builders/facts.ts';
import {askedStack, category, reward, stack} from '../../test/builders/incentives.ts';
import {
  amount,
  amountOff,
  campaign,
  card,
  coupon,
  gift,
  type Offer,
  percent,
  percentOff,
  tier,
} from '../../test/builders/offers.ts';
import {appliesTo} from '../../test/builders/rules.ts';
import {onlyRefusal, roll, sell} from '../../test/builders/sell.ts';
import type {Discount} from '../benefits/discount.ts';
import type {CategoryId} from '../kernel/id.ts';
import {minor} from '../money/minor.ts';
import type {StackingSettings} from '../stacking/stacking-settings.ts';

const mug = cart({mug: 10_000});
const of = (categoryId: CategoryId) => ({voucher: {categoryId}});
const all = appliesTo('ALL', {includedAll: true});
const items = {effect: 'APPLY_TO_ITEMS' as const};

describe('[DE3] a promotion stack', () => {
  const week = campaign('Week', {campaignType: 'PROMOTION'});
  const tiers = [
    tier('A', percentOff(10), {campaign: week, tier: {categoryId: 'cat_late'}}),
    tier('B', amountOff(500), {campaign: week, tier: {categoryId: 'cat_early'}}),
  ];
  const both = stack('both', week.id, ['promo_A', 'promo_B']);
  const facts: Circumstances['facts'] = {
    campaigns: [week],
    promotionTiers: tiers.flatMap(one => one.tier ?? []),
    promotionStacks: [both],
    categories: [category('early', 1), category('late', 2)],
  };

  test('is its tiers in its own order, a verdict each', () => {
    const decision = sell(mug, [askedStack(both)], {facts, stacking: {sortingRule: 'CATEGORY_HIERARCHY'}});
    expect(roll(decision)).toEqual(['A  -10.00', 'B  -5.00', 'total  85.00']);
    expect(decision.verdicts.map(({requested, foundId}) => [requested.object, foundId])).toEqual([
      ['promotion_stack', 'promo_A'],
      ['promotion_stack', 'promo_B'],
    ]);
  });

  test('is asked for alone', () => {
    const decision = sell(mug, [askedStack(both), percent('X', 10)], {facts: {...facts, vouchers: []}});
    expect(roll(decision)).toEqual([
      'both  refused: stack_not_alone',
      'X  refused: code_unknown',
      'total  100.00',
    ]);
  });

  test('that nobody knows, and one of whose tiers nobody knows', () => {
    expect(onlyRefusal(sell(mug, [askedStack({id: 'stack_none'})], {facts}))).toEqual({
      code: 'stack_unknown',
    });
    const torn = stack('torn', week.id, ['promo_none', 'promo_B']);
    expect(roll(sell(mug, [askedStack(torn)], {facts: {...facts, promotionStacks: [torn]}}))).toEqual([
      'torn  refused: tier_unknown',
      'B  -5.00',
      'total  95.00',
    ]);
  });

  test('all or nothing where the project says so', () => {
    const off = {
      ...facts,
      promotionTiers: tiers.flatMap(({tier: one}) => (one ? {...one, active: one.name === 'A'} : [])),
    };
    const decision = sell(mug, [askedStack(both)], {facts: off, stacking: {applicationMode: 'ALL'}});
    expect(roll(decision)).toEqual(['A  -10.00', 'B  refused: disabled', 'total  100.00']);
  });

  test('its tiers have its category where they have none', () => {
    const plain = tiers.flatMap(one => {
      if (one.tier === null) return [];
      const {categoryId: _, ...rest} = one.tier;
      return [rest];
    });
    const grouped = {...both, categoryId: 'cat_late' as const};
    const decision = sell(mug, [askedStack(grouped)], {
      facts: {...facts, promotionTiers: plain, promotionStacks: [grouped]},
      stacking: {categoryLimits: {cat_late: 1}},
    });
    expect(roll(decision)[1]).toBe('B  skipped: category_limit_reached');
  });
});

describe('[DE16] a redeemable’s category', () => {
  const stacking = {exclusiveCategories: ['cat_vip']} satisfies Circumstances['stacking'];
  test('is its own, else its campaign’s', () => {
    const vip = campaign('Vip', {categoryId: 'cat_vip'});
    const decision = sell(mug, [percent('A', 10), percent('B', 5, {campaign: vip})], {stacking});
    expect(roll(decision)).toEqual(['A  skipped: excluded_by_exclusive', 'B  -5.00', 'total  95.00']);
    expect(onlyRefusal(decision)).toEqual({code: 'excluded_by_exclusive', byId: 'v_B'});
    const own = percent('B', 5, {campaign: vip, ...of('cat_common')});
    expect(roll(sell(mug, [percent('A', 10), own], {stacking}))[0]).toBe('A  -10.00');
  });

  test('has its place in the hierarchy', () => {
    const facts = {categories: [category('late', 9), category('early', 0)]};
    const offers = [percent('A', 10, of('cat_late')), amount('B', 1_000, of('cat_early'))];
    const given = {facts, stacking: {sortingRule: 'CATEGORY_HIERARCHY'}} as const;
    expect(roll(sell(mug, offers, given))).toEqual(['B  -10.00', 'A  -9.00', 'total  81.00']);
  });
});

describe('[ST15] the better exclusive one for the customer', () => {
  const vip = {exclusiveCategories: ['cat_vip']} satisfies Circumstances['stacking'];
  const given = {stacking: vip, conventions: {twoExclusives: 'best'}} as const;
  test('by what it takes off', () => {
    const offers = [percent('A', 10, of('cat_vip')), amount('B', 2_000, of('cat_vip'))];
    expect(roll(sell(mug, offers, given))).toEqual([
      'A  skipped: exclusive_limit_reached',
      'B  -20.00',
      'total  80.00',
    ]);
    expect(roll(sell(mug, offers, {stacking: vip}))[0]).toBe('A  -10.00');
  });

  test('the customer’s own credits and points are no gain', () => {
    const program = campaign('Club');
    const own = [
      gift('G', 9_000, of('cat_vip')),
      card('P', 500, {id: 'rew_coin', points: null}, {campaign: program, ...of('cat_vip')}),
      percent('A', 1, of('cat_vip')),
    ];
    const facts = {rewards: [reward('coin', program.id)]};
    expect(roll(sell(mug, own, {...given, facts})).slice(2)).toEqual(['A  -1.00', 'total  99.00']);
  });
});

describe('[ST18] a line is discounted by one redeemable only', () => {
  const once = {stacking: {productsApplicationMode: 'ONCE'}} as const;
  const basket = cart({mug: 1_000, tea: 2_000});
  const onMug = coupon('MUG', percentOff(10, items), {rules: [appliesTo('M', {included: ['mug']})]});
  const onAll = coupon('ALL', percentOff(50, items), {rules: [all]});
  const ofOrder = percent('ORDER', 10);

  test('the first that touches it', () => {
    expect(roll(sell(basket, [onMug, onAll], once))).toEqual(['MUG  -1.00', 'ALL  -10.00', 'total  19.00']);
    expect(roll(sell(basket, [onAll, onMug], once))).toEqual(['ALL  -15.00', 'MUG  -0.00', 'total  15.00']);
    expect(roll(sell(basket, [onMug, onAll])).at(-1)).toBe('total  14.50');
  });

  test('what comes off the order touches no line', () => {
    expect(roll(sell(basket, [ofOrder, onMug], once)).slice(0, 2)).toEqual(['ORDER  -3.00', 'MUG  -1.00']);
  });

  test('an earlier redemption of the same order counts', () => {
    const discounted = cart({mug: {price: 1_000, discountMinor: minor(100)}, tea: 2_000});
    const freed = cart({mug: {price: 1_000, discountQuantity: 1}, tea: 2_000});
    expect(roll(sell(discounted, [onAll], once))[0]).toBe('ALL  -10.00');
    expect(roll(sell(freed, [onAll], once))[0]).toBe('ALL  -10.00');
  });

  test('a unit made free is not made free again', () => {
    const free: Discount = {
      type: 'UNIT',
      units: [
        {
          effect: 'ADD_MISSING_ITEMS',
          unitOff: 1,
          product: {productId: null, skuId: null, sourceId: 'mug'},
        },
      ],
    };
    const decision = sell(basket, [onMug, coupon('FREE', free)], {
      ...once,
      products: [product('mug', 1_000)],
    });
    expect(decision.order.lines.map(line => [line.quantity, line.discountMinor])).toEqual([
      [1, 100],
      [1, 0],
      [1, 1_000],
    ]);
  });
});

describe('[ST19] what each redeemable works on', () => {
  const offers = [percent('A', 10), percent('B', 20, of('cat_first'))];
  test.each([
    ['what the earlier ones left', {}, 'total  72.00'],
    ['the price at the start', {calculationMode: 'INITIAL_AMOUNT'}, 'total  70.00'],
    ['by its category the one', {initialAmountCategories: ['cat_first']}, 'total  70.00'],
    [
      'or the other',
      {calculationMode: 'INITIAL_AMOUNT', discountedAmountCategories: ['cat_first']},
      'total  72.00',
    ],
  ] satisfies [string, Partial<StackingSettings>, string][])('%s', (_, stacking, total) => {
    expect(roll(sell(mug, offers, {stacking})).at(-1)).toBe(total);
  });

  test('never more than is left', () => {
    const two = [percent('A', 70), percent('B', 70)];
    expect(roll(sell(mug, two, {stacking: {calculationMode: 'INITIAL_AMOUNT'}}))).toEqual([
      'A  -70.00',
      'B  -30.00',
      'total  0.00',
    ]);
  });
});

describe('[DE15] what the request says of its own', () => {
  const nothing = percent('A', 0, of('cat_spare'));
  test('comes before the project’s rule and before those of categories', () => {
    const stacking = {noEffectRedeemAnywayCategories: ['cat_spare']} satisfies Circumstances['stacking'];
    expect(sell(mug, [nothing], {stacking: {...stacking, noEffectRule: 'SKIP'}}).valid).toBe(true);
    expect(onlyRefusal(sell(mug, [nothing], {stacking, noEffect: 'SKIP'}))).toEqual({code: 'no_effect'});
  });
});

test('[DE17] 31 redeemables: those beyond the limit are not tried', () => {
  const offers: readonly Offer[] = Array.from({length: 31}, (_, index) => amount(`C${index}`, 1));
  const decision = sell(mug, offers, {stacking: {applicableRedeemablesLimit: 30}});
  expect(onlyRefusal(decision)).toEqual({code: 'redeemables_limit_reached', limit: 30});
  expect(roll(decision).at(-1)).toBe('total  99.70');
});
