import {describe, expect, test} from 'vitest';
import {decide} from '../../shared/decision/decide.ts';
import {cart} from '../../test/builders/cart.ts';
import {facts, request} from '../../test/builders/facts.ts';
import {single} from '../../test/builders/judge.ts';
import {gift, type Offer, percent, percentOff, tier} from '../../test/builders/offers.ts';
import {rule} from '../../test/builders/rules.ts';
import type {PricedSale} from '../sale/priced-sale.ts';
import {emptyContent} from '../sale/sale-content.ts';
import {codeLacks} from './code-lacks.ts';

function priced(offers: readonly Offer[], extraCodes: readonly string[] = []): PricedSale {
  const order = cart({mug: 10_000});
  const given = {mode: 'PARTIAL' as const};
  const known = facts(offers, given);
  const asked = request(order, offers, given);
  const unknown = extraCodes.map(code => ({object: 'voucher' as const, code, creditsMinor: null}));
  const whole = {...asked, redeemables: [...asked.redeemables, ...unknown]};
  const decision = decide(known, whole);
  return {
    content: emptyContent,
    request: whole,
    facts: known,
    decision,
    accounts: [],
    productNames: new Map(),
  };
}

const lease = {authority: 'lease' as const};

describe('what the server could mend', () => {
  test('a code with no use here: one is needed, two would be held', () => {
    expect(codeLacks(priced([percent('LUCKY3', 10, {usesLimit: 3, left: 0, ...lease})])).wants).toEqual([
      {account: 'v:v_LUCKY3:uses', need: 1, level: 2},
    ]);
  });

  test('a gift card with nothing here: what is due is needed, the whole card would be held', () => {
    const [want] = codeLacks(priced([gift('GIFT', 0, lease)])).wants;
    expect(want).toMatchObject({account: 'g:v_GIFT:balance', need: 10_000});
    expect(want?.level).toBeGreaterThan(10_000);
  });

  test('a gift card that paid all it holds here while something is due: all of both is needed', () => {
    expect(codeLacks(priced([gift('GIFT', 4000, lease)])).wants).toMatchObject([{need: 10_000}]);
  });

  test('a code nobody here has heard of may have been published a moment ago', () => {
    expect(codeLacks(priced([], ['NEW-CODE']))).toEqual({wants: [], unknownCodes: ['NEW-CODE']});
  });
});

describe('counters of rules', () => {
  const daily = rule('DAILY', single('redemption.count.daily', {$less_than_or_equal: [5]}));
  const account = 'q:v_DAILY:redemptions:d2026-11-20' as const;

  test('one that nobody here can count: this order’s part is needed, within the rule’s bound', () => {
    const offer = percent('DAILY', 10, {rules: [daily]});
    const bare: Offer = {...offer, availability: []};
    expect(codeLacks(priced([bare])).wants).toEqual([{account, need: 1, level: 1, limit: 5}]);
  });

  test('one this till holds enough of asks for nothing', () => {
    const offer = percent('DAILY', 10, {rules: [daily]});
    const held: Offer = {...offer, availability: [{account, available: 1, authority: 'lease'}]};
    expect(codeLacks(priced([held])).wants).toEqual([]);
  });

  test('[L40] one held for a rule of a larger bound is asked for again', () => {
    const offer = percent('DAILY', 10, {rules: [daily]});
    const held: Offer = {
      ...offer,
      availability: [{account, available: 1, authority: 'lease', countedTo: 6}],
    };
    expect(codeLacks(priced([held])).wants).toEqual([{account, need: 1, level: 1, limit: 5}]);
  });

  test('a promotion’s counter is asked for as well', () => {
    const offer = tier('Tea week', percentOff(10), {rules: [daily]});
    expect(codeLacks(priced([{...offer, availability: []}])).wants).toMatchObject([{need: 1, limit: 5}]);
  });
});

describe('what it could not', () => {
  test.each([
    ['an applied code', percent('LUCKY3', 10, {usesLimit: 3, left: 1, ...lease})],
    ['a code without a limit', percent('WELCOME10', 10)],
    ['a card that covers all', gift('GIFT', 20_000, lease)],
    ['a code that is switched off', percent('OFF', 10, {active: false})],
  ])('%s', (_what, offer) => {
    expect(codeLacks(priced([offer]))).toEqual({wants: [], unknownCodes: []});
  });
});
