import {expect, test} from 'vitest';
import {epochMs} from '../../shared/kernel/epoch.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import {leaseSchema} from '../../shared/ledger/lease.ts';
import type {Currency} from '../../shared/money/currency.ts';
import {heldAmount, heldName} from './held-lease-text.ts';

const names = new Map([
  ['v_1', 'LUCKY-7316'],
  ['camp_1', 'Autumn post'],
]);

test.each<[AccountKey, string, string]>([
  ['v:v_1:uses', '••••7316', '1500 uses'],
  ['g:v_1:balance', '••••7316', '€15.00'],
  ['x:camp_1:trust', 'On trust: Autumn post', '€15.00'],
  ['x:camp_2:trust', 'On trust', '€15.00'],
  ['x:store_1:override', 'Managers may approve', '€15.00'],
  ['q:camp_1:redemptions:cust_1', 'Limit of Autumn post', '1500 uses'],
  ['q:camp_1:discount_amount:d2026-11-20', 'Limit of Autumn post', '€15.00'],
  ['q:v_1:redemptions', 'Limit of ••••7316', '1500 uses'],
  ['q:promo_1:points', 'Limit of an offer', '1500 points'],
])('what is held of %s reads “%s”: %s', (account, name, amount) => {
  const lease = leaseSchema.parse({
    id: 'lease_1',
    account,
    granted: 1500,
    consumed: 0,
    refunded: 0,
    returned: 0,
    expiresAtMs: 1000,
    recalled: false,
  });
  expect(heldName(account, names)).toBe(name);
  expect(heldAmount(lease, epochMs(0), 'EUR' as Currency)).toContain(amount);
});
