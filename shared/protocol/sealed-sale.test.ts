import {expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {customer, facts, request} from '../../test/builders/facts.ts';
import {percent} from '../../test/builders/offers.ts';
import {condition, rule} from '../../test/builders/rules.ts';
import {decide} from '../decision/decide.ts';
import {hashDecision} from '../decision/hash-decision.ts';
import {minor} from '../money/minor.ts';
import {type Sale, saleSchema} from './sale.ts';
import {openedSale, personalPart, personalPartSchema, sealedSale} from './sealed-sale.ts';

const ada = {
  ...customer('ada'),
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  phone: '+44 20 7946 0001',
  metadata: {tier: 'secret-gold'},
};
const asksTier = rule('TIER', {
  1: condition('customer.metadata', {$is: ['silver']}, {property: 'tier'}),
  logic: '1',
});
const offers = [percent('TEN', 10), percent('SILVER', 10, {rules: [asksTier]})];

function saleOf(given: {readonly customer?: typeof ada}): Sale {
  const asked = request(cart({mug: 2_400}), offers, {mode: 'PARTIAL', ...given});
  const known = facts(offers, given);
  const decision = decide(known, asked);
  return saleSchema.parse({
    id: 'sale_1',
    orderId: 'ord_1',
    receiptNumber: '03-000001',
    staffId: 'staff_cas',
    storeId: 'store_one',
    currency: 'EUR',
    facts: known,
    request: asked,
    decision,
    decisionHash: hashDecision(decision),
    redemptions: [{id: 'r_1', verdict: 0}],
    parentRedemptionId: null,
    spends: [],
    tenders: [],
    changeMinor: minor(0),
  });
}

test('a sale without a customer has nothing to seal', () => {
  expect(personalPart(saleOf({}))).toBeNull();
});

test('nothing of the person is left in a sealed sale, values that rules looked at included', () => {
  const sale = saleOf({customer: ada});
  const text = JSON.stringify(sale);
  const traces = ['Ada Lovelace', 'ada@example.com', '7946', 'secret-gold'];
  expect(traces.filter(trace => text.includes(trace))).toEqual(traces);
  const sealed = JSON.stringify(saleSchema.parse(sealedSale(sale, ada.id, 'box')));
  expect(traces.filter(trace => sealed.includes(trace))).toEqual([]);
  expect(sealed).toContain(sale.decisionHash);
});

test('what was in the box makes it the same sale again', () => {
  const sale = saleOf({customer: ada});
  const part = personalPartSchema.parse(JSON.parse(JSON.stringify(personalPart(sale))));
  const opened = openedSale(sealedSale(sale, ada.id, 'box'), part);
  expect(opened).toEqual(sale);
  expect(opened && hashDecision(opened.decision)).toBe(sale.decisionHash);
});

test('a box of another sale is not taken', () => {
  const sale = saleOf({customer: ada});
  expect(openedSale(sale, {customer: ada, customerMetadata: {}, verdicts: []})).toBeNull();
});
