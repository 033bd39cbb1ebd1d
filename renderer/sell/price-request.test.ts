import {expect, test} from 'vitest';
import {minor} from '../../shared/money/minor.ts';
import type {PromotionTier} from '../../shared/redeemables/promotion-tier.ts';
import type {SaleContent} from '../sale/sale-content.ts';
import {priceRequest} from './price-request.ts';

const content: SaleContent = {
  lines: [
    {
      key: 'a',
      productId: 'prod_tea',
      sourceId: 'TEA-001',
      name: 'Assam',
      priceMinor: minor(690),
      quantity: 2,
    },
  ],
  codes: ['GIFT-1', 'WELCOME10', 'GIFT-2', 'MUG2'],
  customer: {id: 'cust_ada', name: 'Ada', phone: null},
};
const codes = content.codes.map(code => ({code, isGiftCard: code.startsWith('GIFT')}));

function tier(name: string): PromotionTier {
  return {
    kind: 'promotion_tier',
    id: `promo_${name}`,
    version: 1,
    name,
    banner: null,
    campaignId: 'camp_auto',
    discount: {type: 'AMOUNT', amountMinor: minor(100), effect: null, aggregatedAmountLimitMinor: null},
    hierarchy: 1,
    active: true,
    startsAtMs: null,
    endsAtMs: null,
    ruleIds: [],
    metadata: {},
  };
}

function asked(limit: number): string[] {
  const {redeemables} = priceRequest(content, codes, [tier('first'), tier('second')], limit);
  return redeemables.map(r => (r.object === 'voucher' ? r.code : r.id));
}

test('promotions by rank, then codes as entered, gift cards last', () => {
  expect(asked(30)).toEqual(['promo_first', 'promo_second', 'WELCOME10', 'MUG2', 'GIFT-1', 'GIFT-2']);
});

test('where not all fit, codes that a customer gave win over promotions', () => {
  expect(asked(5)).toEqual(['promo_first', 'WELCOME10', 'MUG2', 'GIFT-1', 'GIFT-2']);
});

test('lines keep the price that was shown, and one bad code never blocks the order', () => {
  const request = priceRequest(content, codes, [], 30);
  expect(request.cart.lines).toEqual([
    {
      productId: 'prod_tea',
      sourceId: 'TEA-001',
      quantity: 2,
      priceMinor: 690,
      amountMinor: null,
      metadata: {},
    },
  ]);
  expect(request).toMatchObject({customerId: 'cust_ada', applicationMode: 'PARTIAL'});
});
