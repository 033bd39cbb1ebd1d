import {expect, test} from 'vitest';
import {AssertionFailure} from '../kernel/assert.ts';
import {epochMs} from '../kernel/epoch.ts';
import {
  askedBack,
  consume,
  giveLeaseBack,
  isWithin,
  type Lease,
  mergeGrant,
  refund,
  remaining,
  spend,
  spendable,
} from './lease.ts';

const endsMs = epochMs(1_000);
const beforeMs = epochMs(999);
const two: Lease = {
  id: 'lease_1',
  account: 'v:v_one:uses',
  granted: 2,
  consumed: 0,
  refunded: 0,
  returned: 0,
  expiresAtMs: endsMs,
  recalled: false,
};

test('[L3] a till spends what it was granted and not one more', () => {
  const once = spend(two, 1, beforeMs);
  expect(once).toMatchObject({ok: true, lease: {consumed: 1}});
  expect(spend(two, 3, beforeMs)).toEqual({ok: false, refusal: {code: 'lease-exhausted', remaining: 2}});
  expect(two.consumed).toBe(0);
});

test('[L10] nothing is spent from the instant of expiry on, nor while the lease is recalled', () => {
  expect(spend(two, 1, endsMs)).toEqual({ok: false, refusal: {code: 'lease-expired', expiredAtMs: endsMs}});
  expect(spend({...two, recalled: true}, 1, beforeMs)).toEqual({
    ok: false,
    refusal: {code: 'lease-recalled'},
  });
  expect([
    spendable(two, beforeMs),
    spendable(two, endsMs),
    spendable({...two, recalled: true}, beforeMs),
  ]).toEqual([2, 0, 0]);
});

test('what is given back is no longer there to spend', () => {
  const returned = giveLeaseBack(two, 2);
  expect(remaining(returned)).toBe(0);
  expect(() => giveLeaseBack(returned, 1)).toThrow(AssertionFailure);
});

test('[L30] a refund can be spent again, and is never more than was spent', () => {
  const spent = {...two, consumed: 2};
  expect(remaining(refund(spent, 1))).toBe(1);
  expect(() => refund(spent, 3)).toThrow(AssertionFailure);
});

test('[L26] where the campaign allows it, uses are spent past the end; credits and points are not', () => {
  const lasting = {...two, spendPastExpiry: true};
  expect(spendable(lasting, endsMs)).toBe(2);
  expect(spend(lasting, 1, endsMs)).toMatchObject({ok: true});
  expect(spendable({...lasting, recalled: true}, endsMs)).toBe(0);
  expect(spendable({...lasting, account: 'g:v_card:balance'}, endsMs)).toBe(0);
  expect(spendable({...lasting, account: 'p:v_card:points'}, endsMs)).toBe(0);
});

test('[L26] the server’s last word decides whether it may', () => {
  const lasting = mergeGrant(two, {...two, spendPastExpiry: true});
  expect(lasting.spendPastExpiry).toBe(true);
  expect(mergeGrant(lasting, two)).toEqual(two);
});

test('[L40] the count comes with the grant it belongs to', () => {
  const counted = mergeGrant(two, {...two, granted: 4, countedTo: 8});
  expect(counted.countedTo).toBe(8);
  expect(mergeGrant(counted, {...two, granted: 3, countedTo: 5}).countedTo).toBe(8);
  expect(mergeGrant(counted, {...two, granted: 4, countedTo: 5}).countedTo).toBe(5);
  expect([
    isWithin(counted, 8),
    isWithin(counted, 7),
    isWithin(counted, undefined),
    isWithin(two, 0),
  ]).toEqual([true, false, true, true]);
});

test('[L12] the server counts what the lease covers and names the rest', () => {
  expect(consume(two, 2)).toEqual({lease: {...two, consumed: 2}, excess: 0});
  expect(consume(two, 5)).toEqual({lease: {...two, consumed: 2}, excess: 3});
});

test('[L9] an older grant changes nothing, the same one renews or recalls, a larger one adds', () => {
  const later = {granted: 2, expiresAtMs: epochMs(5_000), recalled: true};
  expect(mergeGrant(two, {...later, granted: 1})).toEqual(two);
  expect(mergeGrant(two, later)).toEqual({...two, ...later});
  expect(remaining(mergeGrant({...two, consumed: 2}, {...later, granted: 5}))).toBe(3);
});

test('[L9] the server’s row of a lease, behind on what the till spent, gives nothing back to spend', () => {
  const spent = {...two, consumed: 1, returned: 1};
  expect(mergeGrant(spent, two)).toEqual(spent);
});

test.each([-1, 0.5, Number.NaN])('an amount of %s is a bug', amount => {
  expect(() => spend(two, amount, beforeMs)).toThrow(AssertionFailure);
  expect(() => consume(two, amount)).toThrow(AssertionFailure);
  expect(() => giveLeaseBack(two, amount)).toThrow(AssertionFailure);
});

test('[L42] what is asked back leaves the till what a sale in progress needs, until it is spent', () => {
  const five = {...two, granted: 5, recalled: true, keepTo: 2};
  expect([spendable(five, beforeMs), askedBack(five)]).toEqual([2, 3]);
  const one = spend(five, 1, beforeMs);
  expect(one.ok && [spendable(one.lease, beforeMs), askedBack(one.lease)]).toEqual([1, 3]);
  const both = one.ok ? spend(one.lease, 1, beforeMs) : one;
  expect(both.ok && [spendable(both.lease, beforeMs), askedBack(both.lease)]).toEqual([0, 3]);
});
