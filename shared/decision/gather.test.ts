import {expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {customer, openingMs, product, request, settings} from '../../test/builders/facts.ts';
import {mapFactSource} from '../../test/builders/map-fact-source.ts';
import {campaign, gift, type Offer, percent, percentOff, tier} from '../../test/builders/offers.ts';
import {rule} from '../../test/builders/rules.ts';
import type {Document} from '../protocol/document.ts';
import type {FactSource} from './fact-source.ts';
import {gather} from './gather.ts';

const ofVoucher = rule('VOUCHER', {});
const ofCampaign = rule('CAMPAIGN', {});
const autumn = campaign('Autumn', {ruleIds: [ofCampaign.id]});
const offers: readonly Offer[] = [
  percent('ZEBRA', 10, {campaign: autumn, rules: [ofVoucher], usesLimit: 3}),
  tier('T', percentOff(5)),
  gift('ANT', 500, {usesLimit: 1}),
];
const documents: readonly Document[] = [
  settings(),
  customer('ada'),
  product('tea', 800),
  product('mug', 2_400),
  product('unasked', 1),
  ofVoucher,
  ofCampaign,
  autumn,
  campaign('Promotions'),
  ...offers.flatMap(offer => offer.voucher ?? offer.tier ?? []),
];
const source = mapFactSource(
  documents,
  offers.flatMap(offer => offer.availability),
);

/** A source that notes what it was asked, and answers back to front. */
function noting(asked: unknown[]): FactSource {
  return {
    ...source,
    customer: id => {
      asked.push(id);
      return source.customer(id);
    },
    products: async (ids, sourceIds) => {
      asked.push([ids, sourceIds]);
      return [...(await source.products(ids, sourceIds))].reverse();
    },
    vouchers: async (codes, typed) => {
      asked.push([codes, typed]);
      return [...(await source.vouchers(codes, typed))].reverse();
    },
    availability: async accounts => {
      asked.push(accounts);
      return [...(await source.availability(accounts))].reverse();
    },
  };
}

test('loads what the request names and what hangs on it: campaigns, rules of both, accounts', async () => {
  const facts = await gather(
    source,
    request(cart({mug: {}, tea: {}}), offers, {customer: customer('ada')}),
    openingMs,
  );
  expect(facts.nowMs).toBe(openingMs);
  expect(facts.customer?.id).toBe('cust_ada');
  const ids = [
    facts.products,
    facts.vouchers,
    facts.promotionTiers,
    facts.campaigns,
    facts.validationRules,
  ].map(list => list.map(one => one.id));
  expect(ids).toEqual([
    ['prod_mug', 'prod_tea'],
    ['v_ANT', 'v_ZEBRA'],
    ['promo_T'],
    ['camp_Autumn', 'camp_Promotions'],
    ['val_CAMPAIGN', 'val_VOUCHER'],
  ]);
  expect(facts.availability.map(one => one.account)).toEqual([
    'g:v_ANT:balance',
    'v:v_ANT:uses',
    'v:v_ZEBRA:uses',
  ]);
});

test('asks for each thing once, and gives the same facts in whatever order they come', async () => {
  const twice = [...offers, ...offers];
  const mugs = {...cart({mug: {}}), lines: [...cart({mug: {}}).lines, ...cart({mug: {}}).lines]};
  const asked: unknown[] = [];
  const facts = await gather(noting(asked), request(mugs, twice), openingMs);
  expect(asked).toEqual([
    [[], ['mug']],
    [
      ['ANT', 'ZEBRA'],
      ['ANT', 'ZEBRA'],
    ],
    ['g:v_ANT:balance', 'v:v_ANT:uses', 'v:v_ZEBRA:uses'],
  ]);
  expect(facts).toEqual(await gather(source, request(mugs, twice), openingMs));
});

test('a code is looked for in its normal form, and as an id the way it was typed', async () => {
  const asked: unknown[] = [];
  const typed = {
    ...percent('X', 1),
    requested: {object: 'voucher' as const, code: ' v_ant ', creditsMinor: null},
  };
  await gather(noting(asked), request(cart({}), [typed]), openingMs);
  expect(asked[1]).toEqual([['V_ANT'], ['v_ant']]);
});
