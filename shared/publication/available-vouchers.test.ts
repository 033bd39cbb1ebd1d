import {expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {customer, facts} from '../../test/builders/facts.ts';
import {campaign, type Offer, type OfferGiven, percent} from '../../test/builders/offers.ts';
import {condition, rule} from '../../test/builders/rules.ts';
import {present} from '../kernel/assert.ts';
import {epochMs} from '../kernel/epoch.ts';
import {type AvailableGiven, availableVouchers, type VoucherCandidate} from './available-vouchers.ts';

const ann = customer('ann', {segmentIds: ['seg_vip']});
const [summer, autumn] = [campaign('summer'), campaign('autumn')];

function offer(code: string, given: OfferGiven & {holder?: string} = {}): Offer {
  const {holder, ...rest} = given;
  const made = percent(code, 10, rest);
  if (holder === undefined) return made;
  return {...made, voucher: {...present(made.voucher, code), holderId: `cust_${holder}`}};
}

function candidate(
  of: Offer,
  kind: VoucherCandidate['kind'],
  status: VoucherCandidate['status'],
): VoucherCandidate {
  return {voucher: present(of.voucher, 'voucher'), kind, status};
}

const generic = (of: Offer, status: VoucherCandidate['status'] = 'active') =>
  [of, candidate(of, 'generic', status)] as const;
const unique = (of: Offer, status: VoucherCandidate['status'] = 'created') =>
  [of, candidate(of, 'unique', status)] as const;

type Pair = readonly [Offer, VoucherCandidate];

function ask(pairs: readonly Pair[], more: Partial<AvailableGiven> & {stranger?: boolean} = {}) {
  const {stranger = false, ...given} = more;
  return availableVouchers({
    facts: facts(
      pairs.map(([of]) => of),
      stranger ? {} : {customer: ann},
    ),
    candidates: pairs.map(([, one]) => one),
    uses: new Map(),
    basket: null,
    ...given,
  });
}

const shown = (...args: Parameters<typeof ask>) =>
  ask(...args).available.map(({code, because}) => `${code} ${because}`);

test('[PB30] of a campaign the first generic code that is active, or the first unique one nobody was given', () => {
  expect(
    shown([
      generic(offer('OFF', {campaign: summer}), 'deactivated'),
      generic(offer('SUN', {campaign: summer})),
      generic(offer('SEA', {campaign: summer})),
      unique(offer('U1', {campaign: autumn}), 'redeemed'),
      unique(offer('U2', {campaign: autumn})),
      unique(offer('U3', {campaign: autumn})),
    ]),
  ).toEqual(['SUN generic', 'U2 unique']);
});

test('[PB31] all codes assigned to the customer, none assigned to others', () => {
  expect(
    shown([
      unique(offer('MINE1', {campaign: autumn, holder: 'ann'}), 'assigned'),
      unique(offer('MINE2', {campaign: autumn, holder: 'ann'}), 'active'),
      unique(offer('GONE', {campaign: autumn, holder: 'ann'}), 'redeemed'),
      unique(offer('HIS', {campaign: autumn, holder: 'bob'}), 'assigned'),
      unique(offer('FREE', {campaign: autumn})),
    ]),
  ).toEqual(['MINE1 assigned', 'MINE2 assigned', 'FREE unique']);
});

test('[PB32] nothing of a promotion that the customer has used as often as allowed, more than once included', () => {
  const pair = [generic(offer('SUN', {campaign: summer}))];
  const used = (redeemed: number, limit: number | null) =>
    shown(pair, {uses: new Map([[summer.id, {redeemed, limit}]])});
  expect([used(1, 1), used(1, 2), used(2, 2), used(9, null)]).toEqual([
    [],
    ['SUN generic'],
    [],
    ['SUN generic'],
  ]);
  expect(ask(pair, {uses: new Map([[summer.id, {redeemed: 1, limit: 1}]])}).unavailable).toEqual([
    {voucherId: 'v_SUN', refusal: {code: 'used_up', limit: 1}},
  ]);
});

test('[PB33] nothing whose segment the customer is not in', () => {
  const only = (segment: string) =>
    rule(segment, {1: condition('customer.segment', {$is: [segment]}), logic: '1'});
  const pairs = [
    generic(offer('VIP', {campaign: summer, rules: [only('seg_vip')]})),
    generic(offer('STAFF', {campaign: autumn, rules: [only('seg_staff')]})),
  ];
  expect(shown(pairs)).toEqual(['VIP generic']);
  expect(ask(pairs).unavailable).toMatchObject([{voucherId: 'v_STAFF', refusal: {code: 'rules_not_met'}}]);
});

test('[PB34] nothing outside its time', () => {
  const later = campaign('later', {startsAtMs: epochMs(4e12)});
  const sundays = campaign('sundays', {validity: {daysOfWeek: [0]}});
  expect(
    shown([generic(offer('LATER', {campaign: later})), generic(offer('SUNDAY', {campaign: sundays}))]),
  ).toEqual([]);
});

test('[PB35] with a basket, what it asks of the basket counts; without one it does not', () => {
  const dear = rule('DEAR', {1: condition('order.amount', {$more_than: [5000]}), logic: '1'});
  const pair = [generic(offer('DEAR', {campaign: summer, rules: [dear]}))];
  expect(shown(pair)).toEqual(['DEAR generic']);
  expect(shown(pair, {basket: cart({mug: 2400})})).toEqual([]);
  expect(shown(pair, {basket: cart({mug: 6000})})).toEqual(['DEAR generic']);
});

test('[PB36] a customer nobody knows is shown what is open to all, and nothing is asked about the customer', () => {
  const vip = rule('VIP', {1: condition('customer.segment', {$is: ['seg_vip']}), logic: '1'});
  const pairs = [
    generic(offer('VIP', {campaign: summer, rules: [vip]})),
    unique(offer('MINE', {campaign: autumn, holder: 'ann'}), 'assigned'),
    unique(offer('FREE', {campaign: autumn})),
  ];
  expect(shown(pairs, {stranger: true})).toEqual(['VIP generic', 'FREE unique']);
});

test('[PB30] where the first code of a campaign cannot be used, the next is tried', () => {
  expect(
    shown([
      generic(offer('EMPTY', {campaign: summer, usesLimit: 1, left: 0})),
      generic(offer('SUN', {campaign: summer})),
    ]),
  ).toEqual(['SUN generic']);
});
