import {expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {gift} from '../../test/builders/offers.ts';
import {bringBack, sold, units} from '../../test/builders/sold.ts';
import {minor} from '../money/minor.ts';
import {exchange} from './exchange.ts';

const [record] = bringBack(sold(cart({mug: 1_000}), [gift('CARD', 300)]), 'pro_rata', units(0, 1)).records;

test.each([
  [1_200, {payMinor: 500, refundMinor: 0}],
  [700, {payMinor: 0, refundMinor: 0}],
  [400, {payMinor: 0, refundMinor: 300}],
])('[RT14] a mug paid 7.00 and 3.00 by card, for something of %i', (dueMinor, expected) => {
  expect(record && exchange(record, minor(dueMinor))).toEqual(expected);
});
