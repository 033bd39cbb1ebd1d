import {expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {type Circumstances, customer, facts, openingMs, product, request} from '../../test/builders/facts.ts';
import {category} from '../../test/builders/incentives.ts';
import {amount, gift, type Offer, percent} from '../../test/builders/offers.ts';
import {condition, products, rule} from '../../test/builders/rules.ts';
import {decide} from '../decision/decide.ts';
import {epochMs} from '../kernel/epoch.ts';
import type {Cart} from '../order/cart.ts';
import {explain} from './explain.ts';
import type {ExplainedVerdict} from './explanation.ts';

const shop = [product('mug', 2400), product('tea', 800)];
const anHour = 3_600_000;

/** Explains every redeemable, in the order of evaluation. */
function why(items: Cart, offers: readonly Offer[], given: Circumstances = {}): readonly ExplainedVerdict[] {
  const all = {products: shop, ...given};
  const [known, asked] = [facts(offers, all), request(items, offers, all)];
  return explain(known, asked, decide(known, asked)).verdicts;
}

/** Remedies with what comes of them: `add_amount 200: -5.00, 0.00 more off`. */
function mends(explained: ExplainedVerdict | undefined): readonly string[] {
  return (explained?.mendings ?? []).map(({mend, units, outcome}) => {
    const what = {
      add_amount: () => (mend.kind === 'add_amount' ? ` ${mend.missingMinor}` : ''),
      swap: () => (mend.kind === 'swap' ? ` ${mend.foundId}` : ''),
      use_less: () => (mend.kind === 'use_less' ? ` ${mend.amount}` : ''),
    };
    const detail = mend.kind in what ? what[mend.kind as keyof typeof what]() : '';
    const told = `${mend.kind}${detail}${units === null ? '' : ` ${units}`}`;
    if (outcome === null) return `${told}: unknown`;
    const assumed = outcome.assumed.length === 0 ? '' : ` if ${outcome.assumed.join()}`;
    if (!outcome.isApplied) return `${told}: ${outcome.refusal?.code}`;
    return `${told}: -${outcome.discountMinor}, ${outcome.differenceMinor} more off, ${outcome.totalMinor} to pay${assumed}`;
  });
}

const from = (least: number, name = 'order.amount') =>
  rule(`From${least}`, {1: condition(name, {$more_than_or_equal: [least]}), logic: '1'});

test('[EX1] every condition is told with what it needs and what there is, also of what is used', () => {
  const [used, refused] = why(cart({mug: 2400}), [
    percent('USED', 10, {rules: [from(1_000)]}),
    amount('LATER', 500, {rules: [from(5_000)]}),
  ]);
  expect(used).toMatchObject({state: 'applied', refusal: null, conditions: [{needed: 1_000, actual: 2_400}]});
  expect(refused).toMatchObject({
    state: 'waiting',
    conditions: [{needed: 5_000, actual: 2_160, passed: false}],
  });
});

test('[EX1] without a trace there are still the conditions that refuse', () => {
  const offers = [amount('LATER', 500, {rules: [from(5_000)]})];
  const [known, asked] = [facts(offers), request(cart({mug: 2400}), offers)];
  const {verdicts} = explain(known, asked, decide(known, asked, {trace: false}));
  expect(verdicts[0]?.conditions).toMatchObject([{needed: 5_000, actual: 2_400}]);
});

test('[EX2] what a remedy comes to is decided again', () => {
  const [explained] = why(cart({mug: 2400}), [amount('FIVE', 500, {rules: [from(2_600)]})]);
  expect(mends(explained)).toEqual(['add_amount 200: -500, 500 more off, 2100 to pay']);
});

test('[EX4] where an earlier offer takes a part of what is added, the remedy is the whole of it', () => {
  const [, explained] = why(cart({mug: 2400}), [
    percent('HALF', 50),
    amount('FIVE', 500, {rules: [from(2_000)]}),
  ]);
  expect(mends(explained)).toEqual(['add_amount 1600: -500, 1300 more off, 1500 to pay']);
  const [, light] = why(cart({mug: 2400}), [
    percent('TENTH', 10),
    amount('FIVE', 500, {rules: [from(2_200)]}),
  ]);
  expect(mends(light)).toEqual(['add_amount 44: -500, 504 more off, 1700 to pay']);
});

test('[EX3] as many units of a product as a rule still needs', () => {
  const three = rule('Three', {
    1: condition('order.items.any', products('tea'), {
      rules: {1: condition('order.items.aggregated_quantity', {$more_than_or_equal: [3]}), logic: '1'},
    }),
    logic: '1',
  });
  const [some] = why(cart({tea: 800}), [percent('TEA', 10, {rules: [three]})]);
  expect(mends(some)).toEqual(['add_product 2: -240, 240 more off, 2160 to pay']);
});

test('[EX3] a product that is not in the cart comes from the catalogue; one that nobody knows cannot be tried', () => {
  const needs = (name: string) => rule(name, {1: condition('order.items.any', products(name)), logic: '1'});
  const [known, unknown] = why(cart({mug: 2400}), [
    percent('TEA', 10, {rules: [needs('tea')]}),
    percent('KITE', 10, {rules: [needs('kite')]}),
  ]);
  expect(mends(known)).toEqual(['add_product 1: -320, 320 more off, 2880 to pay']);
  expect(mends(unknown)).toEqual(['add_product 1: unknown']);
});

test('[EX8] where it takes several remedies, each is told with what still lacks, and all of them together', () => {
  const both = rule('Both', {
    1: condition('order.amount', {$more_than_or_equal: [3_000]}),
    2: condition('order.items.any', products('tea')),
    logic: '1 and 2',
  });
  const [explained] = why(cart({mug: 2400}), [percent('BOTH', 10, {rules: [both]})]);
  expect(mends(explained)).toEqual([
    'add_amount 600: rules_not_met',
    'add_product 1: -320, 320 more off, 2880 to pay',
  ]);
  expect(explained?.together).toMatchObject({isApplied: true, totalMinor: 3_420});
});

test('[EX5] what needs a customer is told as for one whom it is for', () => {
  const regulars = rule('Regulars', {1: condition('customer.segment', {$is: ['seg_regulars']}), logic: '1'});
  const offers = [percent('REGULAR', 10, {rules: [regulars]})];
  expect(mends(why(cart({mug: 2400}), offers)[0])).toEqual([
    'attach_customer: -240, 240 more off, 2160 to pay if customer_fits',
  ]);
  expect(mends(why(cart({mug: 2400}), offers, {customer: customer('bob')})[0])).toEqual([]);
});

test('[EX5] what begins later is told as it will be then', () => {
  const startsAtMs = epochMs(openingMs + anHour);
  const offer = percent('SOON', 10, {startsAtMs, endsAtMs: epochMs(startsAtMs + anHour)});
  expect(mends(why(cart({mug: 2400}), [offer])[0])).toEqual(['come_back: -240, 240 more off, 2160 to pay']);
});

test('[EX5] a limit of a day that has not come is taken to be as it is now', () => {
  const startsAtMs = epochMs(openingMs + 24 * anHour);
  const daily = rule('Daily', {1: condition('redemption.count.daily', {$less_than: [3]}), logic: '1'});
  expect(mends(why(cart({mug: 2400}), [percent('SOON', 10, {startsAtMs, rules: [daily]})])[0])).toEqual([
    'come_back: -240, 240 more off, 2160 to pay if limits_stay',
  ]);
});

const staff = {categories: [category('Staff')]};
const alone = {facts: staff, stacking: {exclusiveCategories: ['cat_Staff' as const]}};
const exclusive = (code: string, off: number) => amount(code, off, {voucher: {categoryId: 'cat_Staff'}});

test('[EX6] what an exclusive one keeps out is offered instead of it, with the difference', () => {
  const explained = why(cart({mug: 2400}), [exclusive('STAFF', 300), percent('HALF', 50)], alone);
  const half = explained.find(({verdict}) => verdict.foundId === 'v_HALF');
  expect(mends(half)).toEqual(['swap v_STAFF: -1200, 900 more off, 1200 to pay']);
});

test('[EX6] at a limit the swap that is best for the customer is offered', () => {
  const offers = [amount('ONE', 100), amount('TWO', 200), amount('NINE', 900)];
  const explained = why(cart({mug: 2400}), offers, {stacking: {applicableRedeemablesLimit: 2}});
  expect(mends(explained[2])).toEqual(['swap v_ONE: -900, 800 more off, 1300 to pay']);
});

test('[EX2] in ALL it is told what else makes the request fail', () => {
  const offers = [amount('FIVE', 500, {rules: [from(2_600)]}), percent('OLD', 10, {endsAtMs: openingMs})];
  expect(mends(why(cart({mug: 2400}), offers, {mode: 'ALL'})[0])).toEqual(['add_amount 200: expired']);
});

test('[EX6] worse is told as worse', () => {
  const explained = why(cart({mug: 2400}), [exclusive('STAFF', 900), amount('LITTLE', 100)], alone);
  const little = explained.find(({verdict}) => verdict.foundId === 'v_LITTLE');
  expect(little?.mendings[0]?.outcome?.differenceMinor).toBe(-800);
});

test('[EX3] more credits than the card has: as much as it has', () => {
  const [explained] = why(cart({mug: 2400}), [gift('CARD', 700, {credits: 900})]);
  expect(mends(explained)).toEqual(['use_less 700: -700, 0 more off, 1700 to pay']);
});

test('[EX3] what nothing mends has no remedy', () => {
  const [gone, unknown] = why(cart({mug: 2400}), [
    percent('GONE', 10, {endsAtMs: openingMs}),
    {...percent('X', 1), voucher: null},
  ]);
  expect([mends(gone), mends(unknown)]).toEqual([[], []]);
  expect(gone).toMatchObject({state: 'refused', refusal: {code: 'expired', endedAtMs: openingMs}});
});

test('[EX7] an explanation decides so many times and no more, and says so', () => {
  const names = Array.from({length: 30}, (_, index) => `C${index}`);
  const offers = names.map(name => amount(name, 100));
  const given = {products: shop, stacking: {applicableRedeemablesLimit: 5}};
  const [known, asked] = [facts(offers, given), request(cart({mug: 2400}), offers, given)];
  const {isCut, verdicts} = explain(known, asked, decide(known, asked));
  expect(isCut).toBe(true);
  expect(verdicts.length).toBe(30);
});
