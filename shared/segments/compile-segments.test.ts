import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {customer} from '../../test/builders/facts.ts';
import type {Customer} from '../customer/customer.ts';
import type {Filter} from '../filters/filter.ts';
import {type EpochMs, epochMs} from '../kernel/epoch.ts';
import {minor} from '../money/minor.ts';
import {compileSegments} from './compile-segments.ts';
import {type CustomerActivity, customerActivitySchema} from './customer-activity.ts';
import {anonymousProfile, profileOf} from './customer-profile.ts';
import type {Segment} from './segment.ts';

const place = {zone: 'Europe/Vienna'};
const nowMs = at('2026-07-17T10:00:00Z');

function at(text: string): EpochMs {
  return epochMs(Date.parse(text));
}

function dynamic(name: string, filter: Filter, type: 'auto-update' | 'passive' = 'auto-update'): Segment {
  return {
    kind: 'segment',
    id: `seg_${name}`,
    version: 1,
    name,
    members: {type, filter},
    createdAtMs: epochMs(0),
  };
}

function fixed(name: string, ...names: string[]): Segment {
  const customerIds = names.map(each => `cust_${each}` as const);
  return {
    kind: 'segment',
    id: `seg_${name}`,
    version: 1,
    name,
    members: {type: 'static', customerIds},
    createdAtMs: epochMs(0),
  };
}

const poles = dynamic('poles', {'address.country': {conditions: {$is: 'Poland'}}});
const gold = dynamic('gold', {'metadata.club_level': {conditions: {$in: ['Gold', 'Silver']}}}, 'passive');
const buyers = dynamic('buyers', {'events.payment_placed.count': {conditions: {$more_than: ['0']}}});
const tiers = dynamic('tiers', {
  'loyalty_points.campaigns.Tiers 2.points': {conditions: {$more_than_equal: [41]}},
});
const birthday = dynamic('birthday', {birthdate: {conditions: {$next_month: [true]}}});
const all = [poles, gold, buyers, tiers, birthday];

function anna(given: Partial<Customer> = {}, activity: CustomerActivity = {}) {
  return profileOf(customer('anna', given), activity);
}

const warsaw: NonNullable<Customer['address']> = {
  city: 'Warsaw',
  state: null,
  line1: null,
  line2: null,
  country: 'Poland',
  postalCode: null,
};

/** The segments a customer is in, from nothing. */
function segmentsOf(
  segments: readonly Segment[],
  given: Partial<Customer> = {},
  activity: CustomerActivity = {},
) {
  return compileSegments(segments, place).membershipOf(anna(given, activity), nowMs);
}

test('[SG1] a static segment holds the customers it lists, an anonymous one is in none of them', () => {
  const compiled = compileSegments([fixed('vip', 'anna', 'bert'), fixed('none')], place);
  expect(compiled.membershipOf(anna(), nowMs)).toEqual(['seg_vip']);
  expect(compiled.membershipOf(anonymousProfile, nowMs)).toEqual([]);
});

test('[SG2] a dynamic segment holds whom its filter matches: attributes, metadata, events, points, birthday', () => {
  expect(segmentsOf(all, {address: warsaw})).toEqual(['seg_poles']);
  expect(segmentsOf(all, {metadata: {club_level: 'Silver'}})).toEqual(['seg_gold']);
  expect(segmentsOf(all, {}, {events: {payment_placed: {count: 1, lastAtMs: nowMs}}})).toEqual([
    'seg_buyers',
  ]);
  expect(segmentsOf(all, {}, {loyaltyPoints: {'Tiers 2': 41}})).toEqual(['seg_tiers']);
  expect(segmentsOf(all, {birthdate: '1990-08-31'})).toEqual(['seg_birthday']);
  expect(segmentsOf(all)).toEqual([]);
});

describe('[SG3] every field can be asked for', () => {
  const activity: CustomerActivity = {
    orders: {
      totalCount: 3,
      totalAmountMinor: minor(1000),
      lastOrderAmountMinor: minor(400),
      lastOrderAtMs: at('2026-07-01T08:00:00Z'),
    },
    redemptions: {
      totalRedeemed: 1,
      totalSucceeded: 2,
      totalFailed: 3,
      totalRolledBack: 4,
      totalRollbackSucceeded: 5,
      totalRollbackFailed: 6,
      giftRedeemedMinor: minor(700),
      giftToGoMinor: minor(800),
      loyaltyRedeemedPoints: 9,
      loyaltyToGoPoints: 10,
    },
    loyaltyPoints: {A: 20, B: 22},
    referrals: {total: 11, campaigns: ['Friends']},
    publications: {total: 12, campaigns: ['Spring'], lastAtMs: at('2026-05-01T00:00:00Z')},
    events: {'cart.left': {count: 13, lastAtMs: at('2026-06-30T22:30:00Z')}},
  };
  const given: Partial<Customer> = {
    email: 'anna@example.com',
    phone: '+43 1',
    birthdate: '1990-07-17',
    address: warsaw,
    metadata: {size: {width: 3}, tags: ['a', 'b']},
    loyaltyTierIds: ['ltr_gold'],
    createdAtMs: at('2026-01-01T00:00:00Z'),
  };
  test.each<[string, string, string | number]>([
    ['name', '$is', 'anna'],
    ['source_id', '$is', 'anna'],
    ['id', '$is', 'cust_anna'],
    ['email', '$ends_with', 'example.com'],
    ['phone', '$starts_with', '+43'],
    ['city', '$is', 'Warsaw'],
    ['address.city', '$is', 'Warsaw'],
    ['address.state', '$is_unknown', ''],
    ['birthday', '$today', ''],
    ['created_at', '$before', '2026-02-01'],
    ['metadata.size.width', '$more_than', 2],
    ['metadata.tags', '$count', 2],
    ['loyalty_tiers', '$is', 'ltr_gold'],
    ['summary.orders.total_count', '$is', 3],
    ['orders.total_amount', '$is', 1000],
    ['summary.orders.average_amount', '$is', 333],
    ['summary.orders.last_order_amount', '$is', 400],
    ['summary.orders.last_order_date', '$is', '2026-07-01'],
    ['redemptions.total_redeemed', '$is', 1],
    ['summary.redemptions.total_succeeded', '$is', 2],
    ['summary.redemptions.total_failed', '$is', 3],
    ['summary.redemptions.total_rolled_back', '$is', 4],
    ['summary.redemptions.total_rollback_succeeded', '$is', 5],
    ['summary.redemptions.total_rollback_failed', '$is', 6],
    ['summary.redemptions.gift.redeemed_amount', '$is', 700],
    ['summary.redemptions.gift.amount_to_go', '$is', 800],
    ['summary.redemptions.loyalty_card.redeemed_points', '$is', 9],
    ['summary.redemptions.loyalty_card.points_to_go', '$is', 10],
    ['loyalty.points', '$is', 42],
    ['loyalty.campaigns.A.points', '$is', 20],
    ['referrals.total', '$is', 11],
    ['referrals.campaigns', '$is', 'Friends'],
    ['publications.count', '$is', 12],
    ['publications.campaigns', '$contains', 'Spring'],
    ['publications.last_date', '$more_than', 60],
    ['events.cart.left.count', '$is', 13],
    ['events.cart.left.last_date', '$is', '2026-07-01'],
  ])('%s %s %s', (field, operator, operand) => {
    expect(
      segmentsOf([dynamic('s', {[field]: {conditions: {[operator]: operand}}})], given, activity),
    ).toEqual(['seg_s']);
  });
});

test('[SG4] counts and sums of what never happened are 0, also for an anonymous customer', () => {
  const newcomers = dynamic('new', {'summary.orders.total_count': {conditions: {$is: 0}}});
  const silent = dynamic('silent', {'events.sign_up.count': {conditions: {$less_than: 1}}});
  const compiled = compileSegments([newcomers, silent], place);
  expect(compiled.membershipOf(anna(), nowMs)).toEqual(['seg_new', 'seg_silent']);
  expect(compiled.membershipOf(anonymousProfile, nowMs)).toEqual(['seg_new', 'seg_silent']);
});

test('[SG5] a change asks only the segments that mention it, under any spelling, above it or below', () => {
  const compiled = compileSegments(all, place);
  expect(compiled.touched(['metadata.club_level'])).toEqual(['seg_gold']);
  expect(compiled.touched(['metadata'])).toEqual(['seg_gold']);
  expect(compiled.touched(['metadata.club_level.since'])).toEqual(['seg_gold']);
  expect(compiled.touched(['metadata.club'])).toEqual([]);
  expect(compiled.touched(['country', 'birthday'])).toEqual(['seg_poles', 'seg_birthday']);
  expect(compiled.touched(['address'])).toEqual(['seg_poles']);
  expect(compiled.touched(['events'])).toEqual(['seg_buyers']);
  expect(compiled.touched(['name'])).toEqual([]);
  const recent = dynamic('recent', {'orders.last_30_days.total_count': {conditions: {$more_than: 1}}});
  expect(compileSegments([recent], place).touched(['summary.orders.total_count', 'summary.orders'])).toEqual([
    'seg_recent',
  ]);
});

test('[SG6] who enters and leaves is told, of active segments only', () => {
  const compiled = compileSegments(all, place);
  const after = anna({address: warsaw, metadata: {club_level: 'Gold'}});
  const change = compiled.membershipAfter(after, ['address', 'metadata.club_level'], ['seg_buyers'], nowMs);
  expect(change.now).toEqual(['seg_poles', 'seg_gold', 'seg_buyers']);
  expect(change.entered).toEqual(['seg_poles', 'seg_gold']);
  expect(change.announced).toEqual({entered: ['seg_poles'], left: []});
  const away = compiled.membershipAfter(anna(), ['address.country', 'metadata'], change.now, nowMs);
  expect(away.left).toEqual(['seg_poles', 'seg_gold']);
  expect(away.announced).toEqual({entered: [], left: ['seg_poles']});
  expect(away.now).toEqual(['seg_buyers']);
});

test('[SG6] what is not touched stays, whatever its filter would say now', () => {
  const compiled = compileSegments(all, place);
  const same = compiled.membershipAfter(anna(), ['email'], ['seg_poles'], nowMs);
  expect(same).toEqual({now: ['seg_poles'], entered: [], left: [], announced: {entered: [], left: []}});
});

test('[SG7] time asks only timed segments, and says when it matters next', () => {
  const recent = dynamic('recent', {'summary.orders.last_order_date': {conditions: {$less_than: 30}}});
  const compiled = compileSegments([...all, recent], place);
  const profile = anna(
    {birthdate: '1990-08-31', address: warsaw},
    {orders: {totalCount: 1, totalAmountMinor: minor(1), lastOrderAtMs: at('2026-07-01T08:00:00Z')}},
  );
  expect(compiled.nextLookMs(profile, nowMs)).toBe(at('2026-07-31T08:00:00Z'));
  const later = compiled.membershipLater(profile, ['seg_birthday', 'seg_recent'], at('2026-08-01T00:00:00Z'));
  expect(later.left).toEqual(['seg_birthday', 'seg_recent']);
  expect(later.entered).toEqual([]);
  expect(compileSegments([poles, gold], place).nextLookMs(profile, nowMs)).toBeNull();
});

test('[SG8] orders of the last days: counted and summed until the same time of day, so many days later', () => {
  const frequent = dynamic('frequent', {
    'orders.last_30_days.total_count': {conditions: {$more_than_equal: 2}},
  });
  const big = dynamic('big', {'orders.last_30_days.total_amount': {conditions: {$more_than: 500}}});
  const recentOrders = [
    {atMs: at('2026-06-17T10:00:00Z'), amountMinor: minor(900)},
    {atMs: at('2026-06-20T07:00:00Z'), amountMinor: minor(300)},
    {atMs: at('2026-07-10T07:00:00Z'), amountMinor: minor(200)},
    {atMs: at('2026-07-18T07:00:00Z'), amountMinor: minor(100)},
  ];
  const compiled = compileSegments([frequent, big], place);
  const profile = anna({}, customerActivitySchema.parse(JSON.parse(JSON.stringify({recentOrders}))));
  expect(compiled.membershipOf(profile, nowMs)).toEqual(['seg_frequent']);
  expect(compiled.nextLookMs(profile, nowMs)).toBe(at('2026-07-20T07:00:00Z'));
});

test('[SG9] a segment that can not be understood has nobody, and is left', () => {
  const broken = dynamic('broken', {name: {conditions: {$like: 'a'}}});
  const foreign = dynamic('foreign', {shoe_size: {conditions: {$is: 42}}});
  const compiled = compileSegments([broken, foreign, poles], place);
  expect([...compiled.problems.keys()]).toEqual(['seg_broken', 'seg_foreign']);
  const after = compiled.membershipAfter(anna(), ['name'], ['seg_broken', 'seg_gone'], nowMs);
  expect(after.now).toEqual([]);
  expect(after.left).toEqual(['seg_broken', 'seg_gone']);
});

test('[SG5] step by step is the same as from nothing', () => {
  const countries = fc.constantFrom('Poland', 'Austria', null);
  const change = fc.oneof(
    fc.record({field: fc.constant('address.country'), country: countries}),
    fc.record({field: fc.constant('metadata.club_level'), level: fc.constantFrom('Gold', 'None')}),
    fc.record({field: fc.constant('birthdate'), birthdate: fc.constantFrom('1990-08-01', '1990-01-01')}),
  );
  const compiled = compileSegments(all, place);
  fc.assert(
    fc.property(fc.array(change, {maxLength: 12}), changes => {
      let state: Partial<Customer> = {};
      let ids = compiled.membershipOf(anna(state), nowMs);
      for (const step of changes) {
        if ('country' in step) state = {...state, address: {...warsaw, country: step.country}};
        else if ('level' in step) state = {...state, metadata: {club_level: step.level}};
        else state = {...state, birthdate: step.birthdate};
        ids = compiled.membershipAfter(anna(state), [step.field], ids, nowMs).now;
      }
      expect(ids).toEqual(compiled.membershipOf(anna(state), nowMs));
    }),
    {seed: 5},
  );
});
