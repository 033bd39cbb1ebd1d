import {expect, test} from 'vitest';
import {amountOff, percentOff} from '../../test/builders/offers.ts';
import type {Discount, ExtraReward} from '../benefits/discount.ts';
import {minor} from '../money/minor.ts';
import type {OfflinePolicy} from './campaign.ts';
import {type ExposureFacts, exposureOf} from './exposure.ts';
import {unitWorthMinor} from './unit-worth.ts';

const nothing: ExposureFacts = {trust: null, accounts: [], overridesMinor: 0};
const trusting: OfflinePolicy = {
  kind: 'trust_up_to',
  perRedemptionMinor: 1_000,
  perTillMinor: 3_000,
  budgetMinor: 20_000,
};

const pen: ExtraReward = {
  type: 'PRODUCT_ITEM',
  name: 'Pen',
  sourceId: null,
  quantity: 2,
  valueMinor: minor(150),
};

test.each<[string, Discount, readonly ExtraReward[], number | null]>([
  ['10.00 off the order', amountOff(1_000), [], 1_000],
  ['1.00 off each item', amountOff(100, {effect: 'APPLY_TO_ITEMS'}), [], null],
  ['a percentage', percentOff(10), [], null],
  ['a capped percentage', percentOff(10, {amountLimitMinor: minor(500)}), [], 500],
  ['an amount and things for free', amountOff(1_000), [pen], 1_300],
  ['an amount and a percentage', amountOff(1_000), [{type: 'DISCOUNT', discount: percentOff(5)}], null],
])('[V8] %s', (_what, discount, extras, worth) => {
  expect(unitWorthMinor({type: 'DISCOUNT_VOUCHER', discount, extras: [...extras]})).toBe(worth);
});

test('[V8] a gift credit is worth itself', () => {
  expect(unitWorthMinor({type: 'GIFT_VOUCHER'})).toBe(1);
});

test('[V9] leases alone expose nothing; trust exposes its budget before anybody used it', () => {
  expect(exposureOf(undefined, nothing).worstCaseMinor).toBe(0);
  expect(exposureOf({kind: 'online_only'}, nothing).worstCaseMinor).toBe(0);
  expect(exposureOf(trusting, nothing)).toMatchObject({trust: {budgetMinor: 20_000}, worstCaseMinor: 20_000});
});

test('[V9] written off and over uses count at their worth', () => {
  const accounts = [
    {over: 1, writtenOff: 3, worthMinor: 500},
    {over: 0, writtenOff: 250, worthMinor: 1},
  ];
  expect(exposureOf(trusting, {...nothing, accounts})).toMatchObject({
    writtenOff: {units: 253, moneyMinor: 1_750},
    over: {units: 1, moneyMinor: 500},
    worstCaseMinor: 22_250,
  });
});

test('[V8] one use that nobody can value makes the sum unknown, not small', () => {
  const accounts = [{over: 1, writtenOff: 0, worthMinor: null}];
  expect(exposureOf(undefined, {...nothing, accounts})).toMatchObject({
    over: {units: 1, moneyMinor: null},
    writtenOff: {units: 0, moneyMinor: 0},
    worstCaseMinor: null,
  });
});

test('[V9] a budget that was taken away still exposes what tills hold and what was used', () => {
  const trust = {posted: 1_000, leased: 3_000, over: 0, writtenOff: 0};
  expect(exposureOf(undefined, {...nothing, trust}).worstCaseMinor).toBe(4_000);
  expect(
    exposureOf(trusting, {...nothing, trust: {...trust, posted: 20_500, over: 500, leased: 0}}),
  ).toMatchObject({
    worstCaseMinor: 20_500,
  });
});

test('[V9] trust that was written off may have been handed out beside the whole budget', () => {
  const trust = {posted: 0, leased: 0, over: 0, writtenOff: 3_000};
  expect(exposureOf(trusting, {...nothing, trust})).toMatchObject({
    trust: {writtenOffMinor: 3_000},
    worstCaseMinor: 23_000,
  });
});
