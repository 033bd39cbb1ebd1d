import {expect, test} from 'vitest';
import {epochMs} from '../kernel/epoch.ts';
import {addReferees, removeReferee} from './change-holders.ts';
import {type ReferralHolder, referrerOf} from './referral-holder.ts';

const at = epochMs(0);
const ann: ReferralHolder = {id: 'rh_ann', customerId: 'cust_ann', role: 'REFERRER', createdAtMs: at};
const holder = (name: string) => ({
  id: `rh_${name}` as const,
  customerId: `cust_${name}` as const,
  createdAtMs: at,
});

test('[RF1] the code is the referrer’s first; further holders are referees', () => {
  expect(addReferees([], [holder('bob')])).toEqual({ok: false, refusal: {code: 'not_published'}});
  const added = addReferees([ann], [holder('bob'), holder('cid')]);
  expect(added.ok && added.holders.map(({id, role}) => `${id} ${role}`)).toEqual([
    'rh_ann REFERRER',
    'rh_bob REFEREE',
    'rh_cid REFEREE',
  ]);
  expect([referrerOf([ann]), referrerOf([])]).toEqual(['cust_ann', null]);
});

test('[RF2] nobody holds a code twice, neither from before nor within one request', () => {
  const twice = (customerId: string) => ({
    ok: false,
    refusal: {code: 'holder_assignement_duplication', customerId},
  });
  expect(addReferees([ann], [holder('ann')])).toEqual(twice('cust_ann'));
  expect(addReferees([ann], [holder('bob'), holder('bob')])).toEqual(twice('cust_bob'));
});

test('[RF3] 1 to 100 holders per request', () => {
  const many = Array.from({length: 101}, (_, index) => holder(`n${index}`));
  expect([[], many, many.slice(1)].map(list => addReferees([ann], list).ok)).toEqual([false, false, true]);
});

test('[RF4] only referees are removable', () => {
  const bob: ReferralHolder = {...holder('bob'), role: 'REFEREE'};
  expect(removeReferee([ann, bob], 'rh_bob')).toEqual({ok: true, holders: [ann]});
  expect(removeReferee([ann, bob], 'rh_ann')).toEqual({
    ok: false,
    refusal: {code: 'referrer_not_removable', holderId: 'rh_ann'},
  });
  expect(removeReferee([ann, bob], 'rh_cid')).toEqual({
    ok: false,
    refusal: {code: 'holder_unknown', holderId: 'rh_cid'},
  });
});
