import {expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {sold} from '../../test/builders/sold.ts';
import {minor} from '../money/minor.ts';
import {repay} from './repay.ts';
import type {ReturnRecord} from './return-record.ts';

const {frozen} = sold(cart({mug: {price: 1_000, quantity: 1}}), []);
const paid = (...money: readonly (readonly [method: string, amount: number])[]) =>
  money.map(([method, amount]) => ({method, amountMinor: minor(amount)}));
const sale = {...frozen, money: paid(['card', 500], ['cash', 300], ['card', 200])};

/** What money goes back, after what went back before. */
function back(amount: number, ...before: Pick<ReturnRecord, 'credits' | 'money'>[]) {
  const paidFor = {units: [], paidMinor: minor(0)};
  return repay(sale, before, minor(amount), paidFor).money.map(one => `${one.method} ${one.amountMinor}`);
}

test('[RT8] money goes back by the means paid with last first, each as much as it paid', () => {
  expect(back(150)).toEqual(['card 150']);
  expect(back(1_000)).toEqual(['card 200', 'cash 300', 'card 500']);
});

test('[RT8] what went back by a means that was used twice is the later payment first', () => {
  const before = {credits: [], money: paid(['card', 150])};
  expect(back(400, before)).toEqual(['card 50', 'cash 300', 'card 50']);
  expect(back(600, before, {credits: [], money: paid(['card', 100], ['cash', 150])})).toEqual([
    'cash 150',
    'card 450',
  ]);
});
