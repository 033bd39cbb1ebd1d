/** Demos 3 and 4 of the screens: a buy-two-get-one under three policies, and ten returns that come to what was paid. */
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {amount, coupon, gift, percent} from '../../test/builders/offers.ts';
import {products, rule} from '../../test/builders/rules.ts';
import {bringBack, label, quantity, sold, units} from '../../test/builders/sold.ts';

const threeMugs = rule('THREE', {
  1: {
    name: 'order.items.any',
    property: null,
    conditions: products('mug'),
    rules: {
      1: {
        name: 'order.items.aggregated_quantity',
        property: null,
        conditions: {$more_than_or_equal: [3]},
        rules: {},
      },
      logic: '1',
    },
  },
  logic: '1',
});
const oneFree = coupon(
  '3FOR2',
  {
    type: 'UNIT',
    units: [
      {effect: 'ADD_MISSING_ITEMS', unitOff: 1, product: {productId: null, skuId: null, sourceId: 'mug'}},
    ],
  },
  {rules: [threeMugs]},
);

describe('demo 3: three mugs for two, one that was paid comes back', () => {
  const sale = sold(cart({mug: {price: 900, quantity: 3}}), [oneFree]);

  test('[RT2] two are paid, the last one is free', () => {
    expect(label(sale)).toEqual(['mug 1-2: 900 paid 900', 'mug 3: 900 paid 0']);
  });

  test('[RT15] pro rata: what it was paid', () => {
    expect(bringBack(sale, 'pro_rata', quantity(0, 1), quantity(0, 1), quantity(0, 1)).answers).toEqual([
      900, 900, 0,
    ]);
  });

  test('[RT10] recompute: nothing, because two mugs cost what was paid; then one mug each', () => {
    expect(bringBack(sale, 'recompute', quantity(0, 1), quantity(0, 1), quantity(0, 1)).answers).toEqual([
      0, 900, 900,
    ]);
  });

  test('[RT11] whole sets only: not without the free one; with it, what it was paid', () => {
    const free = {line: 0, first: 3, last: 3};
    expect(bringBack(sale, 'whole_set_only', units(0, 1)).answers).toEqual([
      {code: 'set_incomplete', missing: [free]},
    ]);
    expect(bringBack(sale, 'whole_set_only', units(0, 1, 3), units(0, 2)).answers).toEqual([900, 900]);
  });
});

describe('demo 4: ten partial returns in any order', () => {
  const basket = cart({
    mug: {price: 999, quantity: 3},
    tea: {price: 333, quantity: 4},
    poster: {price: 1_250, quantity: 2},
    pen: 75,
  });
  const sale = sold(basket, [percent('TEN', 10), amount('OFF', 777), gift('CARD', 1_001)]);
  const each = sale.frozen.units.flatMap(({line, first, count}) =>
    Array.from({length: count}, (_, i) => units(line, first + i)),
  );

  test.each(['pro_rata', 'recompute', 'whole_set_only'] as const)(
    '[RT9] %s: they come to what was paid',
    policy => {
      expect(each).toHaveLength(10);
      fc.assert(
        fc.property(fc.shuffledSubarray(each, {minLength: 10}), returns => {
          const {records} = bringBack(sale, policy, ...returns);
          expect(records).toHaveLength(10);
          expect(records.reduce((sum, record) => sum + record.refundMinor, 0)).toBe(sale.frozen.paidMinor);
          const toCard = records.reduce((sum, record) => sum + (record.credits[0]?.amountMinor ?? 0), 0);
          expect(toCard).toBe(1_001);
        }),
      );
    },
  );
});
