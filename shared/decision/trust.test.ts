import {expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {settings} from '../../test/builders/facts.ts';
import {mapFactSource} from '../../test/builders/map-fact-source.ts';
import {amount, campaign, gift, type Offer} from '../../test/builders/offers.ts';
import {condition, rule} from '../../test/builders/rules.ts';
import {onlyRefusal, sell} from '../../test/builders/sell.ts';
import {epochMs} from '../kernel/epoch.ts';
import {trustAccount, usesAccount} from '../ledger/account-key.ts';
import type {Availability} from '../ledger/draw.ts';
import {gather} from './gather.ts';

const mug = cart({mug: 10_000});
const spring = campaign('Spring', {
  offlinePolicy: {kind: 'trust_up_to', perRedemptionMinor: 1_000, perTillMinor: 1_500, budgetMinor: 9_000},
});

/** A code that this till holds no lease on; it is trusted with 10.00 for each redemption, and `still` in all. */
function trusted(code: string, off: number, still = 1_500): Offer {
  const offer = amount(code, off, {usesLimit: 1, campaign: spring});
  const uses: Availability = {
    account: usesAccount(`v_${code}`),
    available: 1,
    authority: 'trust',
    trustMinor: 1_000,
  };
  return {...offer, availability: [uses, pot(still)]};
}

/** What this till still has of the campaign's trust. */
function pot(available: number): Availability {
  return {account: trustAccount(spring.id), available, authority: 'lease'};
}

test('[V6] up to the bound a code is given away on trust, and draws its use', () => {
  const decision = sell(mug, [trusted('TEN', 1_000)]);
  expect(decision.draws).toEqual([{account: 'v:v_TEN:uses', amount: 1}]);
});

test('[V6] a cent more is refused with the bound', () => {
  const decision = sell(mug, [trusted('MORE', 1_001)]);
  expect(onlyRefusal(decision)).toEqual({code: 'trust_exceeded', boundMinor: 1_000});
});

test('[V6] a second code of the sale finds what the first left of this till’s trust', () => {
  const both = (still: number) => sell(mug, [trusted('FIRST', 1_000, still), trusted('SECOND', 600, still)]);
  const {verdicts} = both(1_500);
  expect(verdicts[1]).toMatchObject({refusal: {code: 'trust_exceeded', boundMinor: 500}});
  expect(both(1_600).verdicts.map(verdict => verdict.status)).toEqual(['applied', 'applied']);
});

test('[V6] what a lease covers is not bounded by trust', () => {
  const leased = amount('LEASED', 5_000, {usesLimit: 1, campaign: spring, authority: 'lease'});
  const offer = {...leased, availability: [...leased.availability, pot(0)]};
  expect(sell(mug, [offer]).valid).toBe(true);
});

test('[V7] nobody spends a gift card on trust', () => {
  expect(onlyRefusal(sell(mug, [gift('CARD', 2_500, {authority: 'trust'})]))).toEqual({code: 'lease_empty'});
});

test('[V7] a count is not made on trust', () => {
  const twice = rule('TWICE', {
    1: condition('campaign.redemptions.count', {$less_than_or_equal: [2]}),
    logic: '1',
  });
  const account = `q:${spring.id}:redemptions` as const;
  const offer = {...amount('COUNTED', 500, {campaign: {...spring, ruleIds: ['val_TWICE']}}), rules: [twice]};
  const decision = sell(mug, [offer], {
    facts: {availability: [{account, available: 2, authority: 'trust', trustMinor: 1_000}]},
  });
  expect(onlyRefusal(decision)).toEqual({code: 'counter_unknown', account, onlineOnly: false});
});

test('[DE12] the campaign’s trust is asked for where it has any', async () => {
  const {voucher} = trusted('ASKED', 500);
  const documents = [settings(), spring, ...(voucher === null ? [] : [voucher])];
  const facts = await gather(
    mapFactSource(documents, []),
    {
      cart: mug,
      customerId: null,
      customerMetadata: {},
      redeemables: [{object: 'voucher', code: 'ASKED', creditsMinor: null}],
      applicationMode: 'PARTIAL',
    },
    epochMs(0),
  );
  expect(facts.availability.map(one => one.account)).toContain(trustAccount(spring.id));
});
