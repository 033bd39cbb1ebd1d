import {expect, test} from 'vitest';
import {
  accountKeySchema,
  accountVoucher,
  balanceAccount,
  counterAccount,
  usesAccount,
} from './account-key.ts';

test('an account is named after its voucher, and names it', () => {
  expect([usesAccount('v_1'), balanceAccount('v_1')]).toEqual(['v:v_1:uses', 'g:v_1:balance']);
  expect([accountVoucher('v:v_1:uses'), accountVoucher('g:v_1:balance')]).toEqual(['v_1', 'v_1']);
});

test.each(['v:v_1:balance', 'g:v_1:uses', 'v:1:uses', 'v:v_:uses', 'v:v_a:b:uses', '', 7])(
  '%j is no account',
  text => {
    expect(accountKeySchema.safeParse(text).success).toBe(false);
  },
);

test('[L25] a counter of whatever number a shop gives its products is an account of its own', () => {
  const long = 'x'.repeat(150);
  const items = ['a:b', 'a_b', 'a%3Ab', '', '%', long, `${long}y`, 'x\ny'];
  const keys = items.map(item => counterAccount('camp_1', 'units', {item, customerId: 'cust_1'}));
  expect(keys.filter(key => !accountKeySchema.safeParse(key).success)).toEqual([]);
  expect(new Set(keys).size).toBe(items.length);
  expect(counterAccount('camp_1', 'units', {item: 'prod_1'})).toBe('q:camp_1:units:prod_1');
});
