import {expect, test} from 'vitest';
import {decide} from '../../shared/decision/decide.ts';
import {cart} from '../../test/builders/cart.ts';
import {facts, request} from '../../test/builders/facts.ts';
import {gift, type Offer, percent, percentOff, tier} from '../../test/builders/offers.ts';
import {condition, rule} from '../../test/builders/rules.ts';
import {emptyContent} from '../sale/sale-content.ts';
import {offerChips} from './offer-chips.ts';

/** The tray as text, in the order of the screen. */
function tray(amount: number, offers: readonly Offer[]): string[] {
  const order = cart({mug: amount});
  const given = {mode: 'PARTIAL' as const};
  const known = facts(offers, given);
  const asked = request(order, offers, given);
  const decision = decide(known, asked);
  const priced = {
    content: emptyContent,
    request: asked,
    facts: known,
    decision,
    accounts: [],
    productNames: new Map(),
  };
  return offerChips(priced).map(({state, name, detail}) => `${state} ${name}: ${detail}`);
}

function from(minor: number) {
  return rule(`FROM${minor}`, {
    1: condition('order.initial_amount', {$more_than_or_equal: [minor]}),
    logic: '1',
  });
}

test('codes before promotions; what needs a look, what applies, what is in reach', () => {
  const offers = [
    tier('Tea week', percentOff(5)),
    percent('BIG', 20, {rules: [from(10_000)]}),
    percent('WELCOME', 10),
    percent('OLD', 10, {active: false}),
    gift('GIFT-2026-1936', 1500),
  ];
  expect(tray(4000, offers)).toEqual([
    'refused OLD: why?',
    'applied WELCOME: −€3.80',
    'applied Gift card ••••1936: −€15.00',
    'waiting BIG: €60.00 to go',
    'applied Tea week: −€2.00',
  ]);
});

test('promotions in reach stand nearest first; those out of reach for good are not shown', () => {
  const offers = [
    tier('Far', percentOff(10), {rules: [from(12_000)]}),
    tier('Near', percentOff(5), {rules: [from(6000)]}),
    tier('Off', percentOff(50), {active: false}),
  ];
  expect(tray(4000, offers)).toEqual(['waiting Near: €20.00 to go', 'waiting Far: €80.00 to go']);
});

test('who has to be known first is said', () => {
  const students = rule('STUDENTS', {1: condition('customer.segment', {$is: ['seg_students']}), logic: '1'});
  expect(tray(4000, [percent('STUDENT', 10, {rules: [students]})])).toEqual([
    'waiting STUDENT: needs a customer',
  ]);
});
