import {describe, expect, test} from 'vitest';
import {epochMs} from '../../shared/kernel/epoch.ts';
import {askedBack, mergeGrant, spend, spendable} from '../../shared/ledger/lease.ts';
import {askBack} from './ask-back.ts';
import type {BookedLease} from './booked-lease.ts';

const nowMs = epochMs(100_000);
const spare = {sinceMs: epochMs(95_000), untilMs: epochMs(105_000)};
const idle: BookedLease = {
  id: 'lease_1',
  account: 'v:v_one:uses',
  deviceId: 'till_one',
  epoch: 1,
  granted: 5,
  consumed: 1,
  refunded: 0,
  returned: 0,
  expiresAtMs: epochMs(900_000),
  grantedAtMs: epochMs(90_000),
  recalled: false,
  state: 'A',
  writtenOff: 0,
};
const selling: BookedLease = {...idle, keepTo: 3, neededAtMs: epochMs(99_000)};

describe('[L42] what a sale in progress needs is not asked back', () => {
  test('what is above it is', () => {
    const asked = askBack(selling, spare);
    expect(asked).toMatchObject({recalled: true, keepTo: 3});
    expect(asked === null ? [] : [askedBack(asked), spendable(asked, nowMs)]).toEqual([2, 2]);
    expect(asked === null ? null : spend(asked, 3, nowMs)).toMatchObject({refusal: {code: 'lease-recalled'}});
    const spent = asked === null ? null : spend(asked, 2, nowMs);
    expect(spent?.ok === true && askedBack(spent.lease)).toBe(2);
    expect(spent?.ok === true && spendable(spent.lease, nowMs)).toBe(0);
  });
  test('where all of it is needed, nothing changes', () => {
    expect(askBack({...selling, keepTo: 5}, spare)).toBeNull();
  });
  test('for a few seconds, and not before a clock was set back', () => {
    for (const neededAtMs of [spare.sinceMs, epochMs(spare.untilMs + 1)]) {
      const asked = askBack({...selling, neededAtMs}, spare);
      expect(asked === null ? 0 : askedBack(asked)).toBe(4);
    }
  });
  test('a cut limit asks for everything, of what was spared before too', () => {
    const spared = askBack(selling, spare) ?? selling;
    const asked = askBack(spared, null);
    expect(asked === null ? 0 : askedBack(asked)).toBe(4);
    expect(asked === null ? selling : askBack(asked, null)).toBeNull();
  });
  test('a till hears of it, and that it is over', () => {
    const heard = mergeGrant(idle, {...idle, recalled: true, keepTo: 2});
    expect(askedBack(heard)).toBe(3);
    expect(askedBack(mergeGrant(heard, {...idle, recalled: true}))).toBe(4);
  });
});
