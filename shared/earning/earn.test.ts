import {describe, expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {customer, openingMs, product, settings} from '../../test/builders/facts.ts';
import {on, program, tiers} from '../../test/builders/loyalty.ts';
import {campaign, coupon, gift, percentOff} from '../../test/builders/offers.ts';
import {appliesTo, condition, rule as validationRule} from '../../test/builders/rules.ts';
import {sold} from '../../test/builders/sold.ts';
import {catalogueOf} from '../catalog/catalogue.ts';
import {epochMs} from '../kernel/epoch.ts';
import {emptyCard} from '../loyalty/loyalty-card.ts';
import type {LoyaltyTier} from '../loyalty/loyalty-tier.ts';
import {minor, zero} from '../money/minor.ts';
import {lineFactsOf} from '../order/line-facts-of.ts';
import type {PricedOrder} from '../order/priced-order.ts';
import {resolveOrder} from '../order/resolve-order.ts';
import {bookAccrual} from './book-accrual.ts';
import {earn} from './earn.ts';
import type {EarningEvent} from './earning-event.ts';
import type {EarningGiven} from './earning-given.ts';
import type {EarningBase, EarningRule, EarningTrigger} from './earning-rule.ts';
import {previewEarning} from './preview-earning.ts';

const points = campaign('points', {campaignType: 'LOYALTY_PROGRAM'});
const catalogue = catalogueOf({
  products: [product('mug', 2400), product('tea', 800)],
  nowMs: openingMs,
  place: {zone: 'Europe/Vienna', firstDayOfWeek: 1},
});
/** One mug and three teas: 48.00; 10 % off the mug, and one tea free. */
const basket = cart(
  {mug: 2400, tea: {price: 800, quantity: 3}},
  {metadata: {stamps: 7, note: 'hi', deep: {er: 4}}},
);

function paid(): Extract<EarningEvent, {event: 'order_paid'}> {
  const initial = resolveOrder(basket, catalogue);
  const off = [240, 800];
  const lines = initial.lines.map((line, index) => {
    const discountMinor = minor(off[index] ?? 0);
    const subtotalMinor = minor((line.amountMinor ?? 0) - discountMinor);
    return {...line, discountMinor, subtotalMinor, ...(index === 1 ? {discountQuantity: 1} : {})};
  });
  const order: PricedOrder = {
    ...initial,
    lines,
    itemsDiscountMinor: minor(1040),
    orderDiscountMinor: zero,
    totalDiscountMinor: minor(1040),
    totalMinor: minor(3760),
  };
  return {
    id: 'ord_1',
    event: 'order_paid',
    paid: {cart: basket, order, lines: lineFactsOf(order, basket, catalogue)},
  };
}

function rule(terms: EarningRule['points'], given: Partial<EarningRule> = {}): EarningRule {
  return {
    kind: 'earning_rule',
    id: 'ern_1',
    version: 1,
    campaignId: points.id,
    active: true,
    banner: null,
    trigger: {event: 'order_paid'},
    points: terms,
    startsAtMs: null,
    endsAtMs: null,
    metadata: {},
    ...given,
  };
}

const fixed = (count: number, formula?: string): EarningRule['points'] =>
  formula === undefined ? {type: 'FIXED', points: count} : {type: 'FIXED', points: count, formula};
const per = (base: EarningBase, every: number, count = 1, formula?: string): EarningRule['points'] => ({
  type: 'PROPORTIONAL',
  base,
  every,
  points: count,
  ...(formula === undefined ? {} : {formula}),
});

function given(
  rules: readonly EarningRule[],
  more: Partial<EarningGiven> & {tier?: LoyaltyTier} = {},
): EarningGiven {
  const {tier = null, ...others} = more;
  return {
    event: paid(),
    atMs: openingMs,
    settings: settings(),
    customer: customer('ann', {metadata: {visits: 12}}),
    catalogue,
    rules,
    campaigns: [points],
    validationRules: [],
    cards: new Map([[points.id, {tier}]]),
    ...others,
  };
}

/** The points of the one rule, or the code of what stood in its way. */
function worth(
  terms: EarningRule['points'],
  more: Parameters<typeof given>[1] & {rule?: Partial<EarningRule>} = {},
) {
  const {rule: ofRule, ...others} = more;
  const {accruals, missed} = earn(given([rule(terms, ofRule)], others));
  return accruals[0]?.points ?? missed[0]?.refusal.code ?? 'not asked';
}

describe('what a proportional rule counts', () => {
  test.each([
    ['[EA10] the order before discounts', {type: 'ORDER_AMOUNT'}, 1000, 4],
    ['[EA10] the order after discounts', {type: 'ORDER_TOTAL_AMOUNT'}, 1000, 3],
    ['[EA11] an attribute of the order', {type: 'ORDER_METADATA', property: 'stamps'}, 2, 3],
    ['[EA11] a nested attribute', {type: 'ORDER_METADATA', property: 'deep.er'}, 1, 4],
    ['[EA12] units, without the free one', {type: 'ORDER_ITEMS_QUANTITY', applicableTo: []}, 1, 3],
    ['[EA13] items before item discounts', {type: 'ORDER_ITEMS_AMOUNT', applicableTo: []}, 100, 48],
    ['[EA13] items after item discounts', {type: 'ORDER_ITEMS_SUBTOTAL_AMOUNT', applicableTo: []}, 100, 37],
    ['[EA11] an attribute of the customer', {type: 'CUSTOMER_METADATA', property: 'visits'}, 5, 2],
  ] as const)('%s', (_, base, every, expected) => {
    expect(worth(per(base as unknown as EarningBase, every))).toBe(expected);
  });

  const only = (...ids: string[]) => ids.map(sourceId => ({object: 'product' as const, id: null, sourceId}));

  test('[EA12] only the units of the products named', () => {
    expect(worth(per({type: 'ORDER_ITEMS_QUANTITY', applicableTo: only('tea')}, 1))).toBe(2);
    expect(worth(per({type: 'ORDER_ITEMS_QUANTITY', applicableTo: only('mug', 'cake')}, 1))).toBe(1);
    expect(worth(per({type: 'ORDER_ITEMS_QUANTITY', applicableTo: only('cake')}, 1))).toBe('no_points');
  });

  test('[EA12] a line on which nothing is left to pay has no units that count', () => {
    const event = paid();
    const lines = event.paid.order.lines.map(line => ({...line, subtotalMinor: zero}));
    const free = {...event, paid: {...event.paid, order: {...event.paid.order, lines}}};
    expect(worth(per({type: 'ORDER_ITEMS_QUANTITY', applicableTo: []}, 1), {event: free})).toBe('no_points');
  });

  test('[EA12] a frozen sale tells which units were free: every third at 100 % off; one that a card paid for counts', () => {
    const tea = {object: 'product' as const, id: null, sourceId: 'tea'};
    const third = {...tea, target: 'UNIT' as const, skipInitially: 2, repeat: 3};
    const applicableTo = {includedAll: false, included: [third], excluded: []};
    const everyThird = {...appliesTo('THIRD', {}), applicableTo};
    const offers = [
      coupon('THIRD', percentOff(100, {effect: 'APPLY_TO_ITEMS'}), {rules: [everyThird]}),
      gift('GIFT', 1_000),
    ];
    const {decision, frozen} = sold(basket, offers);
    const {order} = decision;
    const lines = lineFactsOf(order, basket, catalogue);
    const event = {...paid(), paid: {cart: basket, order, lines, units: frozen.units}};
    expect(worth(per({type: 'ORDER_ITEMS_QUANTITY', applicableTo: only('tea')}, 1), {event})).toBe(2);
    expect(worth(per({type: 'ORDER_ITEMS_QUANTITY', applicableTo: []}, 1), {event})).toBe(3);
  });

  test('[EA13] only the money of the products named', () => {
    expect(worth(per({type: 'ORDER_ITEMS_SUBTOTAL_AMOUNT', applicableTo: only('mug')}, 1))).toBe(2160);
  });

  test('[EA11] a number of the custom event', () => {
    const event: EarningEvent = {id: 'ev_1', event: 'custom_event', name: 'ran', metadata: {km: 12.5}};
    const trigger: EarningTrigger = {event: 'custom_event', name: 'ran'};
    const terms = per({type: 'CUSTOM_EVENT_METADATA', property: 'km'}, 5, 10);
    expect(worth(terms, {event, rule: {trigger}})).toBe(20);
  });

  test('[EA14] full steps only, times their points', () => {
    expect(worth(per({type: 'ORDER_AMOUNT'}, 1000, 5))).toBe(20);
    expect(worth(per({type: 'ORDER_AMOUNT'}, 4801))).toBe('no_points');
  });

  test('[EA15] what is missing or no number gives nothing and says so', () => {
    expect(worth(per({type: 'ORDER_METADATA', property: 'note'}, 1))).toBe('base_missing');
    expect(worth(per({type: 'ORDER_METADATA', property: 'none'}, 1))).toBe('base_missing');
    expect(worth(per({type: 'CUSTOMER_METADATA', property: 'visits'}, 1), {customer: null})).toBe(
      'base_missing',
    );
  });
});

describe('formulas', () => {
  test('[EA16] come to points in major units, rounded to the nearest', () => {
    expect(worth(fixed(1, 'ORDER_AMOUNT / 10'))).toBe(5);
    expect(worth(fixed(1, 'ORDER_SUBTOTAL / 10'))).toBe(4);
    expect(worth(fixed(1, 'CUSTOMER_METADATA("visits") * 2'))).toBe(24);
  });

  test('[EA16] one that cannot be worked out leaves the static points', () => {
    expect(worth(fixed(9, 'ORDER_METADATA("none") * 2'))).toBe(9);
    expect(worth(fixed(9, 'ORDER_AMOUNT /'))).toBe(9);
    expect(worth(fixed(9, '0 - 5'))).toBe('no_points');
  });

  test('[EA17] of a proportional rule stand for the points of one step, and are rounded once at the end', () => {
    expect(worth(per({type: 'ORDER_ITEMS_QUANTITY', applicableTo: []}, 1, 1, '1.5'))).toBe(5);
  });

  test('[EA18] too many points to be true are refused', () => {
    expect(worth(fixed(1, 'POW(10; 13)'))).toBe('points_out_of_range');
  });
});

describe('the holder’s tier', () => {
  const [gold] = tiers({gold: 0});
  const mapped = (mapping: NonNullable<LoyaltyTier['earningRules']>[string]) => ({
    tier: {...(gold as LoyaltyTier), earningRules: {ern_1: mapping}},
  });

  test('[EA20] multiplies the points, rounded once', () => {
    expect(worth(fixed(3), mapped({type: 'MULTIPLY', multiplier: 1.5}))).toBe(5);
    expect(
      worth(per({type: 'ORDER_AMOUNT'}, 1000, 1, '0.5'), mapped({type: 'MULTIPLY', multiplier: 1.25})),
    ).toBe(3);
    expect(worth(fixed(3), mapped({type: 'MULTIPLY', multiplier: 0}))).toBe('no_points');
  });

  test('[EA20] or sets another number in place of the rule’s own, formula included', () => {
    expect(worth(fixed(3, '100'), mapped({type: 'CUSTOM', points: 7}))).toBe(7);
    expect(worth(per({type: 'ORDER_AMOUNT'}, 1000, 1), mapped({type: 'CUSTOM', points: 7}))).toBe(28);
  });

  test('[EA20] and the accrual names it', () => {
    const {accruals} = earn(given([rule(fixed(3))], mapped({type: 'CUSTOM', points: 7})));
    expect(accruals).toMatchObject([{tierId: 'ltr_gold', points: 7}]);
    expect(earn(given([rule(fixed(3))], {tier: gold as LoyaltyTier})).accruals[0]).not.toHaveProperty(
      'tierId',
    );
  });
});

describe('which rules are asked', () => {
  const asked = (trigger: EarningTrigger, event: EarningEvent) =>
    worth(fixed(5), {event, rule: {trigger}}) === 5;
  const changed = (
    change: 'joined' | 'left' | 'upgraded' | 'downgraded' | 'prolonged',
    from: string | null,
    to: string | null,
  ): EarningEvent => {
    const id = (name: string | null) => (name === null ? null : (`ltr_${name}` as const));
    return {id: 'ev_1', event: 'tier_changed', campaignId: points.id, change, from: id(from), to: id(to)};
  };
  const tierTrigger = (
    change: 'joined' | 'left' | 'upgraded' | 'downgraded' | 'prolonged',
    name?: string,
  ): EarningTrigger => ({
    event: 'tier_changed',
    change,
    tierId: name === undefined ? null : `ltr_${name}`,
  });

  test('[EA3] those that wait for this event, name or segment', () => {
    expect(
      asked(
        {event: 'segment_entered', segmentId: 'seg_vip'},
        {id: 'ev_1', event: 'segment_entered', segmentId: 'seg_vip'},
      ),
    ).toBe(true);
    expect(
      asked(
        {event: 'segment_entered', segmentId: 'seg_vip'},
        {id: 'ev_1', event: 'segment_entered', segmentId: 'seg_new'},
      ),
    ).toBe(false);
    expect(
      asked(
        {event: 'custom_event', name: 'ran'},
        {id: 'ev_1', event: 'custom_event', name: 'swam', metadata: {}},
      ),
    ).toBe(false);
    expect(asked({event: 'order_paid'}, changed('joined', null, 'gold'))).toBe(false);
    expect(asked({event: 'segment_entered', segmentId: 'seg_vip'}, changed('joined', null, 'gold'))).toBe(
      false,
    );
    expect(asked(tierTrigger('joined'), {id: 'ev_1', event: 'segment_entered', segmentId: 'seg_vip'})).toBe(
      false,
    );
  });

  test('[EA4] tier changes: any tier, or the one come to; for left, the one left', () => {
    expect(asked(tierTrigger('joined'), changed('joined', null, 'gold'))).toBe(true);
    expect(asked(tierTrigger('joined', 'silver'), changed('joined', null, 'gold'))).toBe(false);
    expect(asked(tierTrigger('upgraded', 'gold'), changed('upgraded', 'silver', 'gold'))).toBe(true);
    expect(asked(tierTrigger('downgraded', 'gold'), changed('downgraded', 'gold', 'silver'))).toBe(false);
    expect(asked(tierTrigger('prolonged', 'gold'), changed('prolonged', 'gold', 'gold'))).toBe(true);
    expect(asked(tierTrigger('left', 'gold'), changed('left', 'gold', null))).toBe(true);
  });

  test('[EA4] going up or down to a tier is joining it and leaving the other, for rules that name the tier', () => {
    expect(asked(tierTrigger('joined', 'gold'), changed('upgraded', 'silver', 'gold'))).toBe(true);
    expect(asked(tierTrigger('joined'), changed('upgraded', 'silver', 'gold'))).toBe(false);
    expect(asked(tierTrigger('left', 'silver'), changed('upgraded', 'silver', 'gold'))).toBe(true);
    expect(asked(tierTrigger('left'), changed('upgraded', 'silver', 'gold'))).toBe(false);
    expect(asked(tierTrigger('left', 'gold'), changed('downgraded', 'gold', 'silver'))).toBe(true);
    expect(asked(tierTrigger('joined', 'silver'), changed('downgraded', 'gold', 'silver'))).toBe(true);
    expect(asked(tierTrigger('left', 'silver'), changed('left', 'gold', null))).toBe(false);
    expect(asked(tierTrigger('left', 'gold'), changed('joined', 'gold', 'gold'))).toBe(false);
    expect(asked(tierTrigger('upgraded', 'gold'), changed('joined', null, 'gold'))).toBe(false);
  });

  test('[EA4] another program’s tiers are no matter', () => {
    const other = {...changed('joined', null, 'gold'), campaignId: 'camp_other'} as EarningEvent;
    expect(asked(tierTrigger('joined'), other)).toBe(false);
  });
});

describe('whether a rule may give points', () => {
  test('[EA5] it and its campaign are on and in time', () => {
    expect(worth(fixed(5), {rule: {active: false}})).toBe('disabled');
    expect(worth(fixed(5), {rule: {startsAtMs: epochMs(openingMs + 1)}})).toBe('not_started');
    expect(worth(fixed(5), {rule: {validity: {daysOfWeek: [0]}}})).toBe('not_now');
    expect(worth(fixed(5), {campaigns: [{...points, active: false}]})).toBe('campaign_disabled');
    expect(worth(fixed(5), {campaigns: [{...points, endsAtMs: openingMs}]})).toBe('expired');
  });

  test('[EA6] its validation rule is met, on the paid order, the customer and the event', () => {
    const judged = (wire: unknown, more: Partial<EarningGiven> = {}) =>
      worth(fixed(5), {rule: {ruleId: 'val_R'}, validationRules: [validationRule('R', wire)], ...more});
    expect(judged({1: condition('order.amount', {$more_than: [3700]}), logic: '1'})).toBe(5);
    expect(judged({1: condition('order.amount', {$more_than: [3760]}), logic: '1'})).toBe('rules_not_met');
    expect(judged({1: condition('customer.metadata', {$is: [12]}, {property: 'visits'}), logic: '1'})).toBe(
      5,
    );
    expect(judged({1: condition('customer.segment', {$is: ['seg_vip']}), logic: '1'}, {customer: null})).toBe(
      'customer_required',
    );
    expect(worth(fixed(5), {rule: {ruleId: 'val_GONE'}})).toBe('rules_not_met');
    expect(judged({1: condition('campaign.redemptions.count', {$less_than: [10]}), logic: '1'})).not.toBe(5);
  });

  test('[EA6] attributes of the custom event', () => {
    const event: EarningEvent = {id: 'ev_1', event: 'custom_event', name: 'ran', metadata: {km: 12}};
    const wire = {1: condition('custom_event.metadata', {$more_than: [10]}, {property: 'km'}), logic: '1'};
    const rules = {trigger: {event: 'custom_event' as const, name: 'ran'}, ruleId: 'val_R' as const};
    expect(worth(fixed(5), {event, rule: rules, validationRules: [validationRule('R', wire)]})).toBe(5);
  });

  test('[EA7] the customer has a card of the program', () => {
    expect(worth(fixed(5), {cards: new Map()})).toBe('card_missing');
  });
});

test('[EA1] [EA2] every rule gives its own points, under a key per rule and event', () => {
  const rules = [
    rule(fixed(5), {banner: 'Thank you'}),
    rule(fixed(7), {id: 'ern_2'}),
    rule(fixed(0), {id: 'ern_3'}),
  ];
  const {accruals, missed} = earn(given(rules));
  expect(accruals.map(({key, points: count, banner}) => `${key} ${count} ${banner ?? '-'}`)).toEqual([
    'ern_1:ord_1 5 Thank you',
    'ern_2:ord_1 7 -',
  ]);
  expect(missed).toMatchObject([
    {ruleId: 'ern_3', refusal: {code: 'no_points', measured: null, every: null}},
  ]);
});

test('[EA8] points wait after a paid order, and expire by the rule’s own terms', () => {
  const waiting = rule(fixed(5), {pendingDays: 14, expiration: {type: 'MONTH', months: 0}});
  const of = program({id: points.id, expiration: {type: 'MONTH', months: 12}});
  const [accrual] = earn(given([waiting])).accruals;
  if (accrual === undefined) throw new Error('nothing earned');
  const card = emptyCard('v_ann', of, 'cust_ann');
  const booked = bookAccrual(card, of, accrual, 'lopp_1', on('2026-11-20'));
  expect(booked.ok && booked.step.card.pending).toEqual([
    {
      id: 'lopp_1',
      points: 5,
      state: 'PENDING',
      activatesOn: '2026-12-04',
      expiration: {type: 'MONTH', months: 0},
      earningRuleId: 'ern_1',
      orderId: 'ord_1',
    },
  ]);
  const [atOnce] = earn(given([{...waiting, pendingDays: undefined}])).accruals;
  const credited = atOnce === undefined ? null : bookAccrual(card, of, atOnce, 'lopp_2', on('2026-11-20'));
  expect(credited?.ok && credited.step.card.buckets).toEqual([{points: 5, usableThrough: '2026-11-20'}]);
  expect(credited?.ok && credited.step.transactions[0]?.cause).toEqual({
    earningRuleId: 'ern_1',
    orderId: 'ord_1',
  });
});

test('[EA9] the till’s preview sums by program, and shows what joining would bring', () => {
  const other = campaign('other', {campaignType: 'LOYALTY_PROGRAM'});
  const rules = [
    rule(fixed(5)),
    rule(fixed(7), {id: 'ern_2', pendingDays: 3}),
    rule(fixed(9), {id: 'ern_3', campaignId: other.id}),
  ];
  expect(previewEarning(given(rules, {campaigns: [points, other]})).programs).toEqual([
    {campaignId: points.id, points: 5, pendingPoints: 7},
    {campaignId: other.id, points: 9, pendingPoints: 0},
  ]);
});
