import {expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {collection} from '../../test/builders/catalogue.ts';
import {customer, openingMs, product, settings} from '../../test/builders/facts.ts';
import {category, reward, stack} from '../../test/builders/incentives.ts';
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
import {appliesTo, condition, products, rule} from '../../test/builders/rules.ts';
import {epochMs} from '../kernel/epoch.ts';
import {minor} from '../money/minor.ts';
import type {ValidationRule} from '../rules/validation-rule.ts';
import {type Book, type BookGiven, prepareBook} from './book.ts';
import type {QualificationRequest, QualifiedRow} from './qualification.ts';
import {qualify} from './qualify.ts';
import {scenarios} from './scenario.ts';

const basket = cart({mug: 2400, tea: {price: 800, quantity: 3}});
const ada = customer('ada', {segmentIds: ['seg_regulars']});

/** A book of offers; later ones were made later. */
function book(offers: readonly Offer[], given: Partial<BookGiven> = {}): Book {
  const once = <T extends {readonly id: string}>(all: readonly T[]) => [
    ...new Map(all.map(one => [one.id, one])).values(),
  ];
  const things = offers.flatMap(({voucher, tier: own}) => voucher?.id ?? own?.id ?? []);
  return prepareBook({
    settings: settings(),
    products: [product('mug', 2400), product('tea', 800), product('cup', 500)],
    vouchers: offers.flatMap(one => one.voucher ?? []),
    promotionTiers: offers.flatMap(one => one.tier ?? []),
    campaigns: once(offers.flatMap(one => one.campaign ?? [])),
    validationRules: once(offers.flatMap(one => one.rules)),
    createdAtMs: new Map(things.map((id, index) => [id, epochMs(index)])),
    ...given,
  });
}

type Asked = Partial<QualificationRequest>;

function ask(offers: readonly Offer[] | Book, given: Asked = {}) {
  const known = 'redeemables' in offers ? offers : book(offers);
  const availability = 'redeemables' in offers ? [] : offers.flatMap(one => one.availability);
  const answer = qualify(known, {
    cart: basket,
    nowMs: openingMs,
    customer: null,
    availability,
    limit: 100,
    ...given,
  });
  if (!answer.ok) throw new Error(`${answer.where} ${answer.message}`);
  return answer;
}

/** Rows as `TEN -480`. */
function rows(offers: readonly Offer[] | Book, given: Asked = {}): readonly string[] {
  return ask(offers, given).rows.map(({id, discountMinor}) => `${id} -${discountMinor}`);
}

const is = (name: string, conditions: Parameters<typeof condition>[1]): ValidationRule =>
  rule(name, {1: condition(name, conditions), logic: '1'});
const regulars = is('customer.segment', {$is: ['seg_regulars']});
const large = is('order.amount', {$more_than: [10_000]});
const held = {voucher: {holderId: 'cust_ada' as const}};

test('[QU1] each by itself on the untouched order, the newest first', () => {
  const all = [percent('TEN', 10), tier('Half', percentOff(50)), gift('CARD', 1_000)];
  const answer = ask(all);
  expect(rows(all)).toEqual(['CARD -1000', 'promo_Half -2400', 'TEN -480']);
  expect(answer.rows.map(one => one.order.totalMinor)).toEqual([3_800, 2_400, 4_320]);
  expect(answer.order.totalMinor).toBe(4_800);
});

test('[QU1] what is expired, switched off, used up or not for this order is not there', () => {
  const all = [
    percent('OLD', 10, {endsAtMs: openingMs}),
    percent('OFF', 10, {active: false}),
    percent('GONE', 10, {usesLimit: 1, left: 0}),
    percent('LARGE', 10, {rules: [large]}),
    percent('PAUSED', 10, {campaign: campaign('Paused', {active: false})}),
    percent('GOOD', 10),
  ];
  expect(rows(all)).toEqual(['GOOD -480']);
});

test('[QU1] what takes nothing off is there, unless the project leaves such unused', () => {
  const kites = appliesTo('Kite', {included: ['kite']});
  const all = [coupon('KITE', percentOff(30, {effect: 'APPLY_TO_ITEMS'}), {rules: [kites]})];
  expect(rows(all)).toEqual(['KITE -0']);
  const skipping = settings({stacking: {...settings().stacking, noEffectRule: 'SKIP'}});
  expect(rows(book(all, {settings: skipping}))).toEqual([]);
});

test('[QU2] [QU3] budgets, counts per customer and the amount before discounts are not asked, and the row says so', () => {
  const limits = rule('Limits', {
    1: condition('campaign.redemptions.count', {$less_than: [1]}),
    2: condition('campaign.orders.amount_discounted', {$less_than: [1]}),
    3: condition('redemption.count.per_customer', {$less_than: [1]}),
    4: condition('campaign.redemptions.customers_count', {$less_than: [1]}),
    5: condition('order.initial_amount', {$more_than: [1_000_000]}),
    6: condition('order.amount', {$more_than: [1_000]}),
    logic: '1 and 2 and 3 and 4 and 5 and 6',
  });
  const [row] = ask([percent('TEN', 10, {rules: [limits]})], {
    customer: ada,
    expand: ['validation_rules'],
  }).rows;
  expect(row?.validationStatus).toBe('PARTIALLY_VALID');
  expect(row?.rules).toEqual([
    {ruleId: 'val_Limits', validationStatus: 'PARTIALLY_VALID', omitted: ['1', '2', '3', '4', '5']},
  ]);
  expect(ask([percent('TEN', 10)]).rows[0]?.validationStatus).toBe('VALID');
});

test('[QU5] vouchers that nobody holds and those of the customer; what needs a customer not without one', () => {
  const all = [
    percent('PUBLIC', 10),
    percent('ADA', 20, held),
    percent('BOB', 30, {voucher: {holderId: 'cust_bob'}}),
    percent('FRIENDS', 40, {voucher: {holderId: 'cust_ada', isReferral: true}}),
    percent('REGULAR', 50, {rules: [regulars]}),
  ];
  expect(rows(all, {customer: ada})).toEqual(['REGULAR -2400', 'ADA -960', 'PUBLIC -480']);
  expect(rows(all)).toEqual(['PUBLIC -480']);
});

test('[QU4] CUSTOMER_WALLET: what the customer holds and can use on this order', () => {
  const all = [
    percent('PUBLIC', 10),
    percent('ADA', 20, held),
    percent('LARGE', 30, {...held, rules: [large]}),
    tier('Tier', percentOff(5)),
  ];
  expect(rows(all, {scenario: 'CUSTOMER_WALLET', customer: ada})).toEqual(['ADA -960']);
  expect(rows(all, {scenario: 'CUSTOMER_WALLET'})).toEqual([]);
});

test('[QU4] AUDIENCE_ONLY: rules about the customer alone, whatever is in the cart', () => {
  const all = [
    percent('LARGE', 10, {rules: [large]}),
    percent('REGULAR', 20, {rules: [regulars]}),
    coupon('KITE', percentOff(30, {effect: 'APPLY_TO_ITEMS'}), {
      rules: [appliesTo('Kite', {included: ['kite']})],
    }),
  ];
  expect(rows(all, {scenario: 'AUDIENCE_ONLY', customer: ada})).toEqual([
    'KITE -0',
    'REGULAR -960',
    'LARGE -480',
  ]);
  expect(rows(all, {scenario: 'AUDIENCE_ONLY'})).toEqual(['KITE -0', 'LARGE -480']);
});

const forMugs = appliesTo('Mugs', {included: ['mug']});
const withTea = is('order.items.any', products('tea'));
const aboutProducts = [
  coupon('MUGS', percentOff(50, {effect: 'APPLY_TO_ITEMS'}), {rules: [forMugs]}),
  percent('WITHTEA', 10, {rules: [withTea]}),
  percent('ANY', 10),
  coupon('KITES', percentOff(50, {effect: 'APPLY_TO_ITEMS'}), {
    rules: [appliesTo('Kites', {included: ['kite']})],
  }),
  coupon('REGULARMUGS', percentOff(20, {effect: 'APPLY_TO_ITEMS'}), {rules: [regulars, forMugs]}),
];

test.each([
  ['PRODUCTS', null, ['REGULARMUGS -480', 'WITHTEA -480', 'MUGS -1200']],
  ['PRODUCTS_DISCOUNT', null, ['REGULARMUGS -480', 'MUGS -1200']],
  ['PRODUCTS_BY_CUSTOMER', null, ['WITHTEA -480', 'MUGS -1200']],
  ['PRODUCTS_BY_CUSTOMER', ada, ['REGULARMUGS -480', 'WITHTEA -480', 'MUGS -1200']],
  ['PRODUCTS_DISCOUNT_BY_CUSTOMER', null, ['MUGS -1200']],
] as const)('[QU4] %s looks at the products of the order', (scenario, who, expected) => {
  expect(rows(aboutProducts, {scenario, customer: who})).toEqual(expected);
});

const pair: ValidationRule = {
  ...rule('Pair', {logic: ''}),
  bundle: {
    limit: null,
    parts: [
      {products: [{object: 'product', id: null, sourceId: 'mug'}], quantity: 1},
      {products: [{object: 'product', id: null, sourceId: 'cup'}], quantity: 2},
    ],
  },
};

test('[QU4] a bundle must be there, or where only audience or products are asked it is told what lacks', () => {
  const all = [amount('PAIR', 500, {rules: [pair]})];
  expect(rows(all)).toEqual([]);
  const [row] = ask(all, {scenario: 'AUDIENCE_ONLY'}).rows;
  expect(row).toMatchObject({
    discountMinor: 0,
    order: {totalMinor: 4_800},
    bundle: {quantity: 0, identified: [{lineIndex: 0}], missing: [{id: 'cup', quantity: 2}]},
  });
  expect(rows(all, {scenario: 'PRODUCTS'})).toEqual(['PAIR -0']);
  expect(rows(all, {cart: cart({mug: 2400, cup: {price: 500, quantity: 2}})})).toEqual(['PAIR -500']);
});

test('[QU6] PROMOTION_STACKS: a stack as a redemption of it would be', () => {
  const tiers = [
    tier('One', percentOff(10)),
    tier('Two', amountOff(100)),
    tier('Large', amountOff(50), {rules: [large]}),
  ];
  const stacks = [
    stack('Both', 'camp_Promotions', ['promo_One', 'promo_Two']),
    stack('Lacks', 'camp_Promotions', ['promo_One', 'promo_Large']),
  ];
  const partial = book(tiers, {promotionStacks: stacks});
  expect(rows(partial, {scenario: 'PROMOTION_STACKS'})).toEqual(['stack_Both -580', 'stack_Lacks -480']);
  const all = book(tiers, {
    promotionStacks: stacks,
    settings: settings({stacking: {...settings().stacking, applicationMode: 'ALL'}}),
  });
  expect(rows(all, {scenario: 'PROMOTION_STACKS'})).toEqual(['stack_Both -580']);
  expect(rows(partial).filter(row => row.startsWith('stack'))).toEqual([]);
});

test('[QU7] a campaign that could publish a code is a row of its own, with what the code would do', () => {
  const spring = campaign('Spring');
  const template = percent('spring', 25, {campaign: spring}).voucher;
  const cards = campaign('Cards', {campaignType: 'GIFT_VOUCHERS'});
  const blank = gift('blank', 0, {campaign: cards}).voucher;
  if (template === null || blank === null) throw new Error('no template');
  const publishing = book([], {
    campaigns: [spring, cards],
    publishable: [
      {campaignId: spring.id, template},
      {campaignId: cards.id, template: blank, balance: 700},
    ],
  });
  expect(rows(publishing)).toEqual(['camp_Cards -700', 'camp_Spring -1200']);
  expect(ask(publishing).rows.map(({object}) => object)).toEqual(['campaign', 'campaign']);
  expect(rows(publishing, {scenario: 'CUSTOMER_WALLET', customer: ada})).toEqual([]);
});

test('[QU8] a loyalty card is shown as paying with its program’s coins; one that buys nothing is not shown', () => {
  const program = campaign('Club', {campaignType: 'LOYALTY_PROGRAM'});
  const club = {...card('CLUB', 250, null, {campaign: program, voucher: {holderId: 'cust_ada'}})};
  const coins = reward('Coins', program.id);
  const dear = reward('Kite', program.id, {
    reward: {type: 'MATERIAL', productId: 'prod_kite', skuId: null},
    points: 100,
  });
  const given = {availability: club.availability, customer: ada, scenario: 'CUSTOMER_WALLET' as const};
  expect(rows(book([club], {rewards: [dear, coins]}), given)).toEqual(['CLUB -2500']);
  expect(ask(book([club], {rewards: [dear]}), given).rows[0]).toMatchObject({points: {spent: 100}});
  expect(rows(book([club]), given)).toEqual([]);
});

test('[QU9] filters by what a row is about', () => {
  const all = [
    percent('TEN', 10, {campaign: campaign('Spring', {categoryId: 'cat_A'})}),
    gift('CARD', 500, {voucher: {holderId: 'cust_ada'}}),
    tier('Tier', percentOff(5), {campaign: campaign('Tiers', {campaignType: 'PROMOTION'})}),
  ];
  const filter = (field: string, conditions: Record<string, string[]>) =>
    rows(all, {customer: ada, filters: {[field]: {conditions}}}).map(row => row.split(' ')[0]);
  expect(filter('resource_type', {$is: ['promotion_tier']})).toEqual(['promo_Tier']);
  expect(filter('resource_id', {$is: ['v_TEN']})).toEqual(['TEN']);
  expect(filter('voucher_type', {$is: ['GIFT_VOUCHER']})).toEqual(['CARD']);
  expect(filter('campaign_type', {$in: ['PROMOTION']})).toEqual(['promo_Tier']);
  expect(filter('campaign_id', {$is: ['camp_Spring']})).toEqual(['TEN']);
  expect(filter('category_id', {$has_value: []})).toEqual(['TEN']);
  expect(filter('code', {$is_not: ['TEN']})).toEqual(['promo_Tier', 'CARD']);
  expect(filter('holder_role', {$is: ['OWNER']})).toEqual(['CARD']);
});

test('[QU9] a filter that cannot be understood is refused with its place', () => {
  const asked = {cart: basket, nowMs: openingMs, customer: null, availability: []};
  const answer = (filters: QualificationRequest['filters']) => qualify(book([]), {...asked, filters});
  expect(answer({colour: {conditions: {$is: ['red']}}})).toMatchObject({ok: false, where: 'colour'});
  expect(answer({code: {conditions: {$like: ['x']}}})).toMatchObject({
    ok: false,
    where: 'code.conditions.$like',
  });
});

test('[QU10] sorted by deal, best or least first; ties by age', () => {
  const all = [amount('A', 300), amount('B', 500), amount('C', 300)];
  expect(rows(all, {sortingRule: 'BEST_DEAL'})).toEqual(['B -500', 'C -300', 'A -300']);
  expect(rows(all, {sortingRule: 'LEAST_DEAL'})).toEqual(['C -300', 'A -300', 'B -500']);
});

test.each(['DEFAULT', 'BEST_DEAL', 'LEAST_DEAL'] as const)(
  '[QU10] pages of %s join without a gap',
  sortingRule => {
    const all = Array.from({length: 12}, (_, index) => amount(`C${index}`, (index % 4) * 100 + 100));
    const known = book(all, {
      createdAtMs: new Map(all.map((one, index) => [one.voucher?.id ?? '', epochMs(index >> 1)])),
    });
    const whole = ask(known, {sortingRule}).rows.map(({id}) => id);
    const paged: string[] = [];
    let startingAfter: QualificationRequest['startingAfter'];
    for (let page = 0; page < 5; page += 1) {
      const answer = ask(known, {sortingRule, limit: undefined, startingAfter});
      paged.push(...answer.rows.map(({id}) => id));
      expect(answer.hasMore).toBe(answer.moreStartingAfter !== null);
      if (answer.moreStartingAfter === null) break;
      startingAfter = answer.moreStartingAfter;
    }
    expect(paged).toEqual(whole);
  },
);

test('[QU10] a cursor may be a time alone, and limits are kept within 1 and 100', () => {
  const all = [amount('A', 100), amount('B', 100), amount('C', 100)];
  expect(rows(all, {startingAfter: {createdAtMs: epochMs(2)}})).toEqual(['B -100', 'A -100']);
  expect(rows(all, {startingAfter: {createdAtMs: epochMs(1), id: 'gone'}})).toEqual(['A -100']);
  expect(rows(all, {limit: 0})).toEqual(['C -100']);
  expect(rows(all, {limit: Number.NaN}).length).toBe(3);
});

test('[QU10] without a time of its own an id tells when it was made', () => {
  const older = tier('x', amountOff(1), {tier: {id: 'promo_018f000000007000800000000000000a'}});
  const newer = tier('y', amountOff(2), {tier: {id: 'promo_019f000000007000800000000000000a'}});
  const known = book([newer, older], {createdAtMs: new Map()});
  expect(ask(known).rows.map(one => one.createdAtMs)).toEqual([0x019f00000000, 0x018f00000000]);
});

const from = (least: number) =>
  rule(`From${least}`, {1: condition('order.amount', {$more_than_or_equal: [least]}), logic: '1'});

test('[QU11] near misses with what they lack, the nearest first', () => {
  const all = [
    amount('FAR', 100, {rules: [from(9_000)]}),
    amount('NEAR', 100, {rules: [from(5_000)]}),
    amount('PAIR', 100, {rules: [pair]}),
    amount('GONE', 100, {endsAtMs: openingMs}),
    amount('REGULAR', 100, {rules: [regulars]}),
    amount('GOOD', 100),
  ];
  const answer = ask(all, {nearMisses: 9});
  expect(answer.rows.map(({id}) => id)).toEqual(['GOOD']);
  expect(answer.nearMisses.map(({id, remedies}) => [id, remedies[0]])).toEqual([
    ['NEAR', {kind: 'add_amount', missingMinor: 200}],
    ['FAR', {kind: 'add_amount', missingMinor: 4_200}],
    ['REGULAR', {kind: 'attach_customer'}],
    ['PAIR', {kind: 'complete_bundle', missing: [{id: 'cup', quantity: 2}]}],
  ]);
  expect(ask(all, {nearMisses: 1}).nearMisses.map(({id}) => id)).toEqual(['NEAR']);
  expect(ask(all).nearMisses).toEqual([]);
});

test('[QU11] in a large book those that lack only something about the order', () => {
  const kites = is('order.items.any', products('kite'));
  const many = Array.from({length: 600}, (_, index) => amount(`K${index}`, 1, {rules: [kites]}));
  const answer = ask([...many, amount('NEAR', 100, {rules: [from(5_000)]})], {nearMisses: 5});
  expect(answer.nearMisses.map(({id}) => id)).toEqual(['NEAR']);
});

test('[QU13] what is expanded is there, and nothing else', () => {
  const categories = [category('A')];
  const known = book([percent('TEN', 10, {campaign: campaign('Spring', {categoryId: 'cat_A'})})], {
    categories,
  });
  const [plain] = ask(known).rows;
  expect(Object.keys(plain ?? {}).sort()).toEqual(
    ['campaignId', 'createdAtMs', 'discountMinor', 'id', 'object', 'order', 'validationStatus'].sort(),
  );
  const [full] = ask(known, {expand: ['redeemable', 'category', 'validation_rules']}).rows;
  expect(full).toMatchObject({
    campaignName: 'Spring',
    category: {id: 'cat_A'},
    redeemable: {id: 'v_TEN'},
    rules: [],
  });
});

test('[QU12] no scenario throws, whatever is in book and cart', () => {
  const all = [
    ...aboutProducts,
    gift('CARD', 500),
    coupon('UNITS', {
      type: 'UNIT',
      units: [
        {effect: 'ADD_MISSING_ITEMS', unitOff: 1, product: {productId: null, skuId: null, sourceId: 'cup'}},
      ],
    }),
    coupon('SHIP', {type: 'SHIPPING', percent: null, amountMinor: minor(100)}),
  ];
  const known = book(all, {collections: [collection('kitchen', 'prod_mug')]});
  for (const scenario of scenarios) {
    for (const items of [basket, cart({}), cart({}, {amount: 5_000}), cart({kite: {quantity: 2}})]) {
      const found: readonly QualifiedRow[] = ask(known, {
        scenario,
        cart: items,
        customer: ada,
        nearMisses: 5,
      }).rows;
      for (const {order} of found) expect(order.totalMinor ?? 0).toBeGreaterThanOrEqual(0);
    }
  }
});
