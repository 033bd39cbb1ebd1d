import {describe, expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {customer, facts, openingMs, product, request} from '../../test/builders/facts.ts';
import {amount, amountOff, campaign, coupon, percent, percentOff, tier} from '../../test/builders/offers.ts';
import {appliesTo, condition, rule} from '../../test/builders/rules.ts';
import {onlyRefusal, roll, sell} from '../../test/builders/sell.ts';
import type {Discount, ExtraReward} from '../benefits/discount.ts';
import {epochMs} from '../kernel/epoch.ts';
import type {AccountKey} from '../ledger/account-key.ts';
import type {Availability} from '../ledger/draw.ts';
import {currencySchema} from '../money/currency.ts';
import {minor} from '../money/minor.ts';
import type {Bundle, ValidationRule} from '../rules/validation-rule.ts';
import {decide} from './decide.ts';
import {hashDecision} from './hash-decision.ts';

const mug = cart({mug: 2_400});
const ada = customer('ada');

describe('[DE8] what a redeemable gives besides', () => {
  const raffle = campaign('Raffle', {campaignType: 'GIVEAWAY'});
  const extras: ExtraReward[] = [
    {type: 'ADD_TO_SEGMENT', segmentId: 'seg_premium'},
    {type: 'POINTS', campaignId: 'camp_Club', points: 50},
    {type: 'DRAW_ENTRY', entries: 2},
    {type: 'DISCOUNT', discount: amountOff(100)},
    {type: 'PRODUCT_ITEM', name: 'Sticker', sourceId: 'sticker', quantity: 1, valueMinor: minor(150)},
  ];
  const discount = percentOff(10);
  const offer = coupon('A', discount, {
    campaign: raffle,
    voucher: {benefit: {type: 'DISCOUNT_VOUCHER', discount, extras}},
  });

  test('is one benefit with its discount, and granted when it is redeemed', () => {
    const decision = sell(mug, [offer], {customer: ada});
    expect(decision.order).toMatchObject({amountMinor: 2_550, totalMinor: 2_060});
    expect(decision.verdicts[0]).toMatchObject({
      grants: [
        {kind: 'segment', segmentId: 'seg_premium'},
        {kind: 'points', campaignId: 'camp_Club', points: 50},
        {kind: 'draw_entry', campaignId: 'camp_Raffle', entries: 2},
      ],
    });
    expect(decision.draws).toEqual([]);
  });

  test('all of it or nothing: what is personal needs the customer', () => {
    expect(onlyRefusal(sell(mug, [offer]))).toEqual({code: 'input_missing', input: 'customer_id'});
    const alone = {...offer, campaign: null, voucher: offer.voucher && {...offer.voucher, campaignId: null}};
    expect(onlyRefusal(sell(mug, [alone], {customer: ada}))).toMatchObject({code: 'definition_broken'});
  });

  test('a grant is an effect', () => {
    const none = percentOff(0);
    const grant: ExtraReward[] = [{type: 'ADD_TO_SEGMENT', segmentId: 'seg_premium'}];
    const joining = tier('T', none, {tier: {extras: grant}});
    expect(sell(mug, [joining], {customer: ada, noEffect: 'SKIP'}).valid).toBe(true);
  });
});

describe('[DE22] a giveaway', () => {
  const raffle = campaign('Raffle', {
    campaignType: 'GIVEAWAY',
    giveaway: {entriesPerCustomer: 3, entriesTotal: 100, closesAtMs: epochMs(openingMs + 1)},
  });
  const discount = percentOff(0);
  const ticket = (code: string, entries: number) =>
    coupon(code, discount, {
      campaign: raffle,
      voucher: {benefit: {type: 'DISCOUNT_VOUCHER', discount, extras: [{type: 'DRAW_ENTRY', entries}]}},
    });
  const all: AccountKey = 'q:camp_Raffle:entries';
  const ofAda: AccountKey = 'q:camp_Raffle:entries:cust_ada';
  const used = (total: number, own: number): Availability[] => [
    {account: all, available: 0, authority: 'server', used: total},
    {account: ofAda, available: 0, authority: 'server', used: own},
  ];

  test('every redemption is an entry, its tickets are drawn from every limit', () => {
    const decision = sell(mug, [ticket('A', 2)], {customer: ada, facts: {availability: used(7, 1)}});
    expect(decision.draws).toEqual([
      {account: all, amount: 2, limit: 100},
      {account: ofAda, amount: 2, limit: 3},
    ]);
  });

  test('a free product is one entry', () => {
    const product = coupon('P', amountOff(100), {campaign: raffle});
    expect(sell(mug, [product], {customer: ada, facts: {availability: used(7, 1)}}).draws).toEqual([
      {account: all, amount: 1, limit: 100},
      {account: ofAda, amount: 1, limit: 3},
    ]);
  });

  test('is refused beyond a limit, without a customer to count by, and after its close', () => {
    const facts = {availability: used(7, 1)};
    const two = sell(mug, [ticket('A', 2), ticket('B', 1)], {customer: ada, facts});
    expect(roll(two).slice(0, 2)).toEqual(['A  -0.00', 'B  refused: budget_reached']);
    expect(onlyRefusal(sell(mug, [ticket('A', 1)], {facts}))).toEqual({
      code: 'input_missing',
      input: 'customer_id',
    });
    const late = sell(mug, [ticket('A', 1)], {customer: ada, facts, nowMs: epochMs(openingMs + 1)});
    expect(onlyRefusal(late)?.code).toBe('expired');
  });
});

describe('[DE13] bundles', () => {
  const bundle = (quantities: Readonly<Record<string, number>>, given: Partial<Bundle> = {}): Bundle => ({
    limit: 10,
    parts: Object.entries(quantities).map(([sourceId, quantity]) => ({
      products: [{object: 'product', id: null, sourceId}],
      quantity,
    })),
    ...given,
  });
  const needs = (name: string, set: Bundle): ValidationRule => ({...rule(name, {logic: ''}), bundle: set});
  const basket = cart({mug: {price: 1_000, quantity: 4}, tea: {price: 500, quantity: 2}});

  test('multiply the value, and are told', () => {
    const decision = sell(basket, [amount('A', 100, {rules: [needs('B', bundle({mug: 2, tea: 1}))]})]);
    expect(roll(decision)[0]).toBe('A  -2.00');
    expect(decision.verdicts[0]).toMatchObject({bundle: {quantity: 2, limit: 10, missing: []}});
  });

  test('count once where they do not multiply', () => {
    const once = needs('B', bundle({mug: 2, tea: 1}, {multiply: false}));
    expect(roll(sell(basket, [amount('A', 100, {rules: [once]})]))[0]).toBe('A  -1.00');
  });

  test('that are not there refuse, with what is missing', () => {
    const big = needs('B', bundle({mug: 5, cup: 1}));
    expect(onlyRefusal(sell(basket, [amount('A', 100, {rules: [big]})]))).toEqual({
      code: 'bundle_missing',
      missing: [
        {id: 'mug', quantity: 1},
        {id: 'cup', quantity: 1},
      ],
    });
  });

  test('of several rules all must be there, and the fewest sets count', () => {
    const rules = [needs('B', bundle({mug: 1})), needs('C', bundle({tea: 1}))];
    expect(roll(sell(basket, [amount('A', 100, {rules})]))[0]).toBe('A  -2.00');
    const lacking = [needs('B', bundle({mug: 1})), needs('C', bundle({cup: 1}))];
    expect(onlyRefusal(sell(basket, [amount('A', 100, {rules: lacking})]))?.code).toBe('bundle_missing');
  });

  test('are made of what the customer put in the cart, not of what redeemables added', () => {
    const free: Discount = {
      type: 'UNIT',
      units: [
        {effect: 'ADD_NEW_ITEMS', unitOff: 1, product: {productId: null, skuId: null, sourceId: 'cup'}},
      ],
    };
    const offers = [coupon('FREE', free), amount('A', 100, {rules: [needs('B', bundle({cup: 1}))]})];
    expect(onlyRefusal(sell(basket, offers, {products: [product('cup', 300)]}))?.code).toBe('bundle_missing');
  });

  test('more sets are more units at a new price', () => {
    const pens: ValidationRule = {
      ...appliesTo('P', {}),
      applicableTo: {
        includedAll: false,
        included: [
          {object: 'product', id: null, sourceId: 'mug', aggregatedQuantityLimit: 1, priceMinor: minor(700)},
        ],
        excluded: [],
      },
      bundle: bundle({tea: 1}),
    };
    const fixed: Discount = {type: 'FIXED', fixedMinor: null, effect: 'APPLY_TO_ITEMS'};
    expect(roll(sell(basket, [coupon('A', fixed, {rules: [pens]})]))[0]).toBe('A  -6.00');
  });
});

describe('formulas', () => {
  const dynamic = (amountFormula: string): Discount => ({
    type: 'AMOUNT',
    amountMinor: minor(100),
    amountFormula,
    effect: null,
    aggregatedAmountLimitMinor: null,
  });
  const off = (formula: string, given: Parameters<typeof sell>[2] = {}) => {
    const offer = coupon('A', dynamic(formula), {
      usesLimit: 9,
      voucher: {metadata: {rank: 3}, publishedAtMs: openingMs},
    });
    return roll(sell({...mug, metadata: {table: 7}}, [percent('FIRST', 50), offer], given))[1];
  };

  test.each([
    ['ORDER_AMOUNT / 10', 'A  -2.40'],
    ['ORDER_SUBTOTAL / 10', 'A  -1.20'],
    ['ORDER_METADATA("table")', 'A  -7.00'],
    ['REDEEMABLE_METADATA("rank")', 'A  -3.00'],
    ['VOUCHER_REDEMPTION_QUANTITY', 'A  -9.00'],
    ['VOUCHER_PUBLISH_COUNT * 8', 'A  -8.00'],
    ['MOST_EXPENSIVE_ORDER_ITEM_PRICE / 4', 'A  -6.00'],
    ['1 / 3', 'A  -0.33'],
    ['ORDER_METADATA("nothing")', 'A  -1.00'],
    ['1 / 0', 'A  -1.00'],
    ['no formula', 'A  -1.00'],
  ])('%s', (formula, line) => {
    expect(off(formula)).toBe(line);
  });

  test('attributes given with the request win over the customer’s own', () => {
    const given = {customer: customer('ada', {metadata: {age: 30}, birthdate: '1990-11-20'})};
    expect(off('CUSTOMER_METADATA("age") / 10', given)).toBe('A  -3.00');
    expect(off('CUSTOMER_METADATA("age") / 10', {...given, customerMetadata: {age: 40}})).toBe('A  -4.00');
    expect(off('YEARS_SINCE(CUSTOMER_BIRTHDATE) / 6', given)).toBe('A  -6.00');
    expect(off('REDEMPTION_METADATA("till")', {...given, request: {metadata: {till: 5}}})).toBe('A  -5.00');
  });

  test('a value that a formula worked out says so, a fallback does not', () => {
    const verdict = (formula: string) => sell(mug, [coupon('A', dynamic(formula))]).verdicts[0];
    expect(verdict('1 + 1')).toMatchObject({isDynamic: true});
    expect(verdict('1 / 0')).not.toHaveProperty('isDynamic');
  });

  test('[DE24] why the static value counts instead is told once for each formula', () => {
    const verdict = (formula: string) => sell(mug, [coupon('A', dynamic(formula))]).verdicts[0];
    expect(verdict('1 / 0')).toMatchObject({fallbacks: [{formula: '1 / 0', reason: 'division by zero'}]});
    const noPoints = 'CUSTOMER_METADATA("points") is missing';
    expect(verdict('CUSTOMER_METADATA("points")')).toMatchObject({fallbacks: [{reason: noPoints}]});
    expect(verdict('1 + 1')).not.toHaveProperty('fallbacks');
    const each: Discount = {type: 'FIXED', fixedMinor: minor(1), fixedFormula: '1 / 0', effect: null};
    const everything = appliesTo('ALL', {included: ['mug', 'tea']});
    const twoLines = sell(cart({mug: 5_000, tea: 800}), [coupon('A', each, {rules: [everything]})]);
    expect(twoLines.verdicts[0]).toHaveProperty('fallbacks.length', 1);
  });

  test('[DE24] a discount that has nothing to fall back on says why', () => {
    const priceless: Discount = {type: 'FIXED', fixedMinor: null, fixedFormula: '1 / 0', effect: null};
    expect(onlyRefusal(sell(mug, [coupon('A', priceless)]))).toMatchObject({
      code: 'definition_broken',
      message: 'The discount has no value. 1 / 0: division by zero',
    });
  });
});

describe('[DE2] without the trace', () => {
  const rules = [
    rule('R', {1: condition('order.amount', {$more_than: [1_000]}), logic: '1'}),
    rule('S', {1: condition('order.amount', {$more_than: [9_999]}), logic: '1'}),
  ];
  const offers = [percent('A', 10, {rules: rules.slice(0, 1)}), percent('B', 10, {rules})];

  test('there are no checks, and everything else is the same', () => {
    const [known, asked] = [facts(offers), request(mug, offers)];
    const [whole, bare] = [decide(known, asked), decide(known, asked, {trace: false})];
    expect(whole.verdicts.map(verdict => verdict.checks.length)).toEqual([1, 2]);
    expect(bare).toEqual({...whole, verdicts: whole.verdicts.map(verdict => ({...verdict, checks: []}))});
    expect(hashDecision(decide(known, asked))).toBe(hashDecision(whole));
  });
});

describe('[DE21] currency', () => {
  const [eur, usd] = ['EUR', 'USD'].map(code => currencySchema.parse(code));
  const inDollars = percent('D', 10, {campaign: campaign('US', {currency: 'USD'})});
  const decide1 = (offer: typeof inDollars, currency: typeof eur) =>
    onlyRefusal(sell(mug, [offer], {request: currency === undefined ? {} : {currency}}));

  test('a sale in another currency than the campaign’s, or the project’s', () => {
    expect(decide1(inDollars, eur)).toEqual({code: 'currency_not_covered', currency: 'EUR'});
    expect(decide1(percent('A', 10), usd)).toEqual({code: 'currency_not_covered', currency: 'USD'});
    expect(decide1(inDollars, usd)).toBeUndefined();
    expect(decide1(percent('A', 10), undefined)).toBeUndefined();
  });
});

test('[DE4] amounts beyond what a number holds exactly are refused, not guessed', () => {
  const huge = {...cart({mug: {}}), lines: cart({mug: {price: Number.MAX_SAFE_INTEGER, quantity: 3}}).lines};
  expect(onlyRefusal(sell(huge, [percent('A', 10)]))).toEqual({code: 'amount_missing'});
});

test('[DE4] the first step of a redemption asks for what is missing', () => {
  const segment = rule('R', {1: condition('customer.segment', {$is: ['seg_a']}), logic: '1'});
  const offer = percent('A', 10, {rules: [segment]});
  expect(onlyRefusal(sell(mug, [offer], {request: {confirmed: false}}))).toEqual({
    code: 'input_missing',
    input: 'customer_id',
  });
  expect(onlyRefusal(sell(mug, [offer]))?.code).toBe('customer_required');
});

test('[DE4] a rule about the effect knows what the redeemable would take off', () => {
  const small = rule('R', {1: condition('order.total_amount', {$more_than: [2_000]}), logic: '1'});
  expect(roll(sell(mug, [percent('A', 10, {rules: [small]})]))[0]).toBe('A  -2.40');
  expect(roll(sell(mug, [percent('A', 30, {rules: [small]})]))[0]).toBe('A  refused: rules_not_met');
});

describe('[DE19] which lines an item discount touched', () => {
  test('is told where it touched lines by a rule, and only there', () => {
    const selecting = appliesTo('R', {included: ['mug'], excluded: ['tea']});
    const basket = cart({tea: 100, mug: 200});
    const offers = [
      coupon('A', percentOff(10, {effect: 'APPLY_TO_ITEMS'}), {rules: [selecting]}),
      coupon('B', percentOff(10, {effect: 'APPLY_TO_ORDER'}), {rules: [selecting]}),
    ];
    const [onItems, onOrder] = sell(basket, offers).verdicts;
    expect(onItems).toMatchObject({
      application: {
        applicable: [{ruleId: 'val_R', entry: 0, lineIndices: [1]}],
        inapplicable: [{ruleId: 'val_R', entry: 0, lineIndices: [0]}],
      },
    });
    expect(onOrder).not.toHaveProperty('application');
    const [byNoRule] = sell(basket, [coupon('A', percentOff(10, {effect: 'APPLY_TO_ITEMS'}))]).verdicts;
    expect(byNoRule).not.toHaveProperty('application');
  });

  test('a plain verdict has no more fields than it needs', () => {
    const [verdict] = sell(mug, [percent('A', 10)]).verdicts;
    expect(Object.keys(verdict ?? {}).sort()).toEqual([
      'campaignId',
      'checks',
      'discountMinor',
      'draws',
      'foundId',
      'gift',
      'order',
      'requested',
      'status',
    ]);
  });
});
