import {expect, test} from 'vitest';
import {accountKeySchema, accountVoucher, balanceAccount, usesAccount} from './account-key.ts';

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
