import {expect, test} from 'vitest';
import {AssertionFailure} from '../kernel/assert.ts';
import {epochMs} from '../kernel/epoch.ts';
import {consume, giveLeaseBack, type Lease, mergeGrant, remaining, spend, spendable} from './lease.ts';

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

test('a refund can be spent again', () => {
  expect(remaining({...two, consumed: 2, refunded: 1})).toBe(1);
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
