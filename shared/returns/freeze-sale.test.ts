import {describe, expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {amount, gift, percent} from '../../test/builders/offers.ts';
import {appliesTo} from '../../test/builders/rules.ts';
import {entry, selecting} from '../../test/builders/selection.ts';
import {label, sold} from '../../test/builders/sold.ts';
import {minor} from '../money/minor.ts';
import {freezeSale} from './freeze-sale.ts';

const mugs = cart({mug: {price: 1_000, quantity: 3}});

describe('what each unit was paid', () => {
  test('[RT1] without redeemables each unit is paid its price', () => {
    expect(label(sold(cart({mug: {price: 900, quantity: 2}, tea: 300}), []))).toEqual([
      'mug 1-2: 900 paid 900',
      'tea 1: 300 paid 300',
    ]);
  });

  test('[RT2] an item discount stays on its line, [RT3] the leftover cent on the earlier unit', () => {
    const off = amount('OFF', 100, {rules: [appliesTo('MUGS', {included: ['mug']})]});
    const sale = sold(cart({mug: {price: 1_000, quantity: 3}, tea: 500}), [off]);
    expect(label(sale)).toEqual(['mug 1: 1000 paid 966', 'mug 2-3: 1000 paid 967', 'tea 1: 500 paid 500']);
  });

  test('[RT2] of each line the units that the redeemable names there', () => {
    const third = selecting({
      included: [
        entry('mug', {target: 'UNIT', skipInitially: 1, repeat: 5}),
        entry('tea', {target: 'UNIT', skipInitially: 2, repeat: 5}),
      ],
    });
    const off = percent('HALF', 50, {rules: [{...appliesTo('THIRD', {}), applicableTo: third.applicableTo}]});
    const sale = sold(cart({mug: {price: 1_000, quantity: 3}, tea: {price: 300, quantity: 3}}), [off]);
    expect(label(sale)).toEqual([
      'mug 1: 1000 paid 1000',
      'mug 2: 1000 paid 500',
      'mug 3: 1000 paid 1000',
      'tea 1-2: 300 paid 300',
      'tea 3: 300 paid 150',
    ]);
  });

  test('[RT4] an order discount is shared by what item discounts left', () => {
    const off = amount('MUG2', 200, {rules: [appliesTo('MUGS', {included: ['mug']})]});
    const sale = sold(cart({mug: 1_000, tea: 200}), [off, amount('ORDER5', 500)]);
    expect(label(sale)).toEqual(['mug 1: 1000 paid 400', 'tea 1: 200 paid 100']);
    expect(sale.frozen.units[0]).toMatchObject({itemDiscountMinor: 200, orderDiscountMinor: 400});
  });

  test('[RT5] a gift card is no discount: it paid its share of each unit', () => {
    const sale = sold(mugs, [percent('A', 10), gift('CARD', 1_000)]);
    expect(label(sale)).toEqual([
      'mug 1: 1000 paid 900 (334 by card)',
      'mug 2-3: 1000 paid 900 (333 by card)',
    ]);
    expect(sale.frozen).toMatchObject({
      paidMinor: 2_700,
      credits: [{kind: 'gift', redemptionId: 'r_2', account: 'g:v_CARD:balance', amountMinor: 1_000}],
      money: [{method: 'unknown', amountMinor: 1_700}],
    });
  });

  test('[RT6] what an order costs beside its lines is a part of its own', () => {
    const {frozen} = sold(cart({mug: 600}, {amount: 1_000}), [amount('A', 500)]);
    expect(frozen).toMatchObject({paidMinor: 500, units: [{paidMinor: 300}], rest: {paidMinor: 200}});
  });

  test('[RT6] where an order costs less than its lines, each unit costs less', () => {
    const sale = sold(cart({mug: 3_300, tea: {price: 1_700, quantity: 2}}, {amount: 6_000}), []);
    expect(label(sale)).toEqual(['mug 1: 3300 paid 2955', 'tea 1: 1700 paid 1522', 'tea 2: 1700 paid 1523']);
  });

  test('units are many and cheap to freeze', () => {
    const sale = sold(cart({bolt: {price: 3, quantity: 1_000_000}}), [percent('A', 50)]);
    expect(label(sale)).toEqual(['bolt 1-500000: 3 paid 1', 'bolt 500001-1000000: 3 paid 2']);
  });

  test('lines without a price, and carts without lines, are paid nothing by unit', () => {
    expect(label(sold(cart({free: {quantity: 2}, mug: 100}), []))).toEqual([
      'free 1-2: 0 paid 0',
      'mug 1: 100 paid 100',
    ]);
    expect(sold(cart({}), []).frozen).toMatchObject({units: [], paidMinor: 0, money: []});
    expect(sold(cart({}, {amount: 900}), [percent('A', 10)]).frozen).toMatchObject({
      units: [],
      rest: {paidMinor: 810},
    });
  });

  test('a decision that failed as a whole took nothing off', () => {
    const sale = sold(mugs, [percent('A', 10), percent('OFF', 10, {active: false})], {mode: 'ALL'});
    expect(label(sale)).toEqual(['mug 1-3: 1000 paid 1000']);
  });
});

describe('money', () => {
  test('is kept by method, in the order of payment', () => {
    expect(sold(mugs, [], {money: {card: 2_000, cash: 1_000}}).frozen.money).toEqual([
      {method: 'card', amountMinor: 2_000},
      {method: 'cash', amountMinor: 1_000},
    ]);
  });

  test('that is not what is due is refused', () => {
    const {decision, plan} = sold(mugs, []);
    const money = [{method: 'cash', amountMinor: minor(2_999)}];
    expect(freezeSale({orderId: 'ord_1', decision, plan, money})).toEqual({
      ok: false,
      refusal: {code: 'money_mismatch', dueMinor: 3_000, paidMinor: 2_999},
    });
  });
});
