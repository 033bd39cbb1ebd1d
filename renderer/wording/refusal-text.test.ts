import {describe, expect, test} from 'vitest';
import {epochMs} from '../../shared/kernel/epoch.ts';
import type {Currency} from '../../shared/money/currency.ts';
import {minor} from '../../shared/money/minor.ts';
import type {AccountView} from '../../shared/protocol/exchange.ts';
import type {Check, Refusal, RefusalCode} from '../../shared/reasons/refusal.ts';
import {refusalText} from './refusal-text.ts';
import type {WordingContext} from './wording-context.ts';

const at = epochMs(Date.UTC(2026, 10, 20, 13, 2));

const context: WordingContext = {
  currency: 'EUR' as Currency,
  timeZone: 'Europe/Berlin',
  nowMs: at,
  isOnline: true,
  isOnlineOnly: false,
  isCard: false,
  account: null,
  ruleName: null,
  productName: id => (id === 'prod_mug' ? 'Harbour Mug' : null),
};

const shortOfAmount: Check = {
  key: '1',
  rule: 'order.amount',
  property: null,
  operator: '$more_than_or_equal',
  needed: 5000,
  actual: 4360,
  passed: false,
  remedy: {kind: 'add_amount', missingMinor: minor(640)},
};

/** One example of each code; the type makes a new code fail to compile here too. */
const examples: {readonly [Code in RefusalCode]: Extract<Refusal, {code: Code}>} = {
  code_unknown: {code: 'code_unknown'},
  tier_unknown: {code: 'tier_unknown'},
  disabled: {code: 'disabled'},
  campaign_disabled: {code: 'campaign_disabled', campaignId: 'camp_1'},
  not_started: {code: 'not_started', startsAtMs: at},
  expired: {code: 'expired', endedAtMs: at},
  limit_reached: {code: 'limit_reached', limit: 3},
  lease_empty: {code: 'lease_empty'},
  trust_exceeded: {code: 'trust_exceeded', boundMinor: minor(1000)},
  card_empty: {code: 'card_empty'},
  gift_amount_exceeded: {
    code: 'gift_amount_exceeded',
    requestedMinor: minor(5000),
    availableMinor: minor(1200),
  },
  customer_required: {code: 'customer_required', ruleId: 'val_1'},
  order_required: {code: 'order_required', ruleId: 'val_1'},
  rules_not_met: {
    code: 'rules_not_met',
    ruleId: 'val_1',
    subject: 'order',
    message: null,
    failed: [shortOfAmount],
  },
  amount_missing: {code: 'amount_missing'},
  items_missing: {code: 'items_missing'},
  items_amount_missing: {code: 'items_amount_missing'},
  redeemables_limit_reached: {code: 'redeemables_limit_reached', limit: 5},
  no_effect: {code: 'no_effect'},
  duplicate: {code: 'duplicate'},
  preceding_refused: {code: 'preceding_refused'},
  not_now: {code: 'not_now', opensAtMs: at},
  currency_not_covered: {code: 'currency_not_covered', currency: 'CHF'},
  assigned_to_other: {code: 'assigned_to_other'},
  referrer_cannot_redeem: {code: 'referrer_cannot_redeem'},
  budget_reached: {code: 'budget_reached', account: 'q:camp_1:redemptions', limit: 100, used: 100},
  counter_unknown: {code: 'counter_unknown', account: 'q:camp_1:redemptions', onlineOnly: true},
  reward_missing: {code: 'reward_missing'},
  reward_unknown: {code: 'reward_unknown'},
  points_exceeded: {code: 'points_exceeded', requestedPoints: 500, availablePoints: 120},
  bundle_missing: {code: 'bundle_missing', missing: [{id: 'prod_mug', quantity: 2}]},
  products_unmatched: {code: 'products_unmatched'},
  input_missing: {code: 'input_missing', input: 'customer_id'},
  definition_broken: {code: 'definition_broken', where: 'amount_off_formula', message: 'it divides by zero'},
  excluded_by_exclusive: {code: 'excluded_by_exclusive', byId: 'v_1'},
  exclusive_limit_reached: {code: 'exclusive_limit_reached', limit: 1},
  exclusive_category_limit_reached: {code: 'exclusive_category_limit_reached', categoryId: 'cat_1', limit: 1},
  category_limit_reached: {code: 'category_limit_reached', categoryId: 'cat_1', limit: 2},
  applicable_limit_reached: {code: 'applicable_limit_reached', limit: 4},
  stack_unknown: {code: 'stack_unknown'},
  stack_not_alone: {code: 'stack_not_alone'},
};

describe('every refusal', () => {
  test.each(Object.values(examples))(
    '$code has a sentence for cashier and customer, and neither blames',
    refusal => {
      const {cashier, customer} = refusalText(refusal, context);
      for (const text of [cashier, customer]) {
        expect(text).toMatch(/^[A-Z€0-9].*[.”]$/s);
        expect(text.toLowerCase()).not.toMatch(/invalid|error|undefined|null|\[object/);
      }
      // Read aloud to a customer: no codes of ours, no keys of a till.
      expect(customer).not.toMatch(/_|F7|\blease|till’s|server/);
    },
  );

  test('no two codes say the same to the cashier', () => {
    const texts = Object.values(examples).map(refusal => refusalText(refusal, context).cashier);
    expect(new Set(texts).size).toBe(texts.length);
  });
});

describe('the cashier is told what to do', () => {
  const cashier = (refusal: Refusal, with_: Partial<WordingContext> = {}) =>
    refusalText(refusal, {...context, ...with_}).cashier;

  test('how much is missing', () => {
    expect(cashier(examples.rules_not_met)).toBe(
      '€6.40 more needed. This order does not meet the offer’s terms yet.',
    );
  });

  test('the remedy comes first, then the author’s own words', () => {
    const refusal: Refusal = {...examples.rules_not_met, message: 'Needs an order of 50.00.'};
    expect(cashier(refusal)).toBe('€6.40 more needed. Needs an order of 50.00.');
    expect(refusalText(refusal, context).customer).toBe('Needs an order of 50.00.');
  });

  test('which product to add, by its name', () => {
    const check: Check = {
      ...shortOfAmount,
      rule: 'order.items.any',
      operator: '$is',
      needed: ['prod_mug'],
      actual: [],
      remedy: {kind: 'add_product', productIds: ['prod_mug']},
    };
    expect(cashier({...examples.rules_not_met, failed: [check]})).toContain('Add Harbour Mug.');
    const many = {...check, remedy: {kind: 'add_product' as const, productIds: ['a', 'b', 'c', 'd', 'e']}};
    const all = {productName: (id: string) => id.toUpperCase()};
    expect(cashier({...examples.rules_not_met, failed: [many]}, all)).toContain('Add A or B or C or 2 more.');
  });

  test('when it ended, in store time', () => {
    expect(cashier(examples.expired)).toBe('Ended 20 Nov 2026, 14:02. No override.');
  });

  test('offline, an unknown code may only be new', () => {
    expect(cashier(examples.code_unknown, {isOnline: false})).toContain('may not have reached this till yet');
  });
});

describe('no lease', () => {
  const holder = {tillName: 'Quayside 2', amount: 2, sinceMs: at, mine: false};
  const view: AccountView = {
    account: 'v:v_1:uses',
    limit: 3,
    posted: 1,
    free: 0,
    heldByTills: [holder],
    lastUse: null,
    asOfMs: at,
  };
  const cashier = (with_: Partial<WordingContext>) =>
    refusalText({code: 'lease_empty'}, {...context, ...with_}).cashier;

  test('offline and never asked: another till, or the connection', () => {
    expect(cashier({isOnline: false})).toBe(
      'This till has no uses of it left offline. Try another till, or try again when the connection is back.',
    );
  });

  test('a code that is never used without the server sends nobody to another till', () => {
    expect(cashier({isOnline: false, isOnlineOnly: true})).toBe(
      'Works only with a connection to the server. Try again when it is back.',
    );
  });

  test('a gift card has no uses: it has money, and there are other ways to pay', () => {
    expect(cashier({isOnline: false, isCard: true})).toBe(
      'Take another way to pay, or try again when the connection is back: this till may spend nothing of this card offline.',
    );
    expect(
      refusalText({code: 'lease_empty'}, {...context, isOnline: false, isCard: true}).customer,
    ).toContain('card');
  });

  test('held elsewhere: which till, how much, since when', () => {
    expect(cashier({account: view})).toContain('2 uses held by Quayside 2 since 14:02.');
  });

  test('a card held elsewhere is told in money', () => {
    expect(
      cashier({
        account: {...view, account: 'g:v_1:balance', heldByTills: [{...holder, amount: 4000}]},
      }),
    ).toContain('€40.00 held by Quayside 2');
  });

  test('used up: when, where and on which receipt', () => {
    const lastUse = {atMs: at, storeName: 'Quayside', receiptNumber: '01-000042'};
    expect(cashier({account: {...view, posted: 3, heldByTills: [], lastUse}})).toBe(
      'All 3 uses gone. Last used 20 Nov 2026, 14:02 at Quayside, receipt 01-000042.',
    );
  });

  test('what this very till holds is nobody else’s', () => {
    expect(cashier({account: {...view, heldByTills: [{...holder, mine: true}]}})).not.toContain('held by');
  });
});
