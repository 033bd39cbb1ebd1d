import {expect, test} from 'vitest';
import {date} from '../../test/builders/loyalty.ts';
import {birthdaysDue, type Trigger, triggersInvoked} from './trigger.ts';

const birthday = (daysBefore = 0, given: Partial<Trigger> = {}): Trigger => ({
  kind: 'trigger',
  id: `trig_b${daysBefore}`,
  version: 1,
  campaignId: 'camp_cake',
  active: true,
  on: {type: 'BIRTHDAY', daysBefore},
  ...given,
});
const ann = {id: 'cust_ann', birthdate: '1990-11-20'} as const;
const leap = {id: 'cust_leap', birthdate: '2000-02-29'} as const;

const due = (
  day: string,
  triggers = [birthday()],
  customers: Parameters<typeof birthdaysDue>[1] = [ann, leap],
  done = new Set<string>(),
) => birthdaysDue(triggers, customers, date(day), done).map(({key}) => key);

test('[PB20] a birthday is due on its day, once a year', () => {
  expect(due('2026-11-20')).toEqual(['trig_b0:cust_ann:birthday-2026']);
  expect(due('2026-11-19')).toEqual([]);
  expect(due('2026-11-20', [birthday()], [ann], new Set(['trig_b0:cust_ann:birthday-2026']))).toEqual([]);
  expect(due('2027-11-20', [birthday()], [ann], new Set(['trig_b0:cust_ann:birthday-2026']))).toHaveLength(1);
});

test('[PB21] 29 February is celebrated on the 28th in other years', () => {
  expect(due('2026-02-28')).toEqual(['trig_b0:cust_leap:birthday-2026']);
  expect([due('2028-02-28'), due('2028-02-29')]).toEqual([[], ['trig_b0:cust_leap:birthday-2028']]);
});

test('[PB22] days before count over the turn of the year', () => {
  const newYear = {id: 'cust_new', birthdate: '1990-01-03'} as const;
  expect(due('2026-12-31', [birthday(3)], [newYear])).toEqual(['trig_b3:cust_new:birthday-2027']);
});

test('[PB23] nobody without a birthdate, none that is no date or lies ahead, no trigger that is switched off', () => {
  const customers = [
    {id: 'cust_a'},
    {id: 'cust_b', birthdate: 'soon'},
    {id: 'cust_c', birthdate: '2030-11-20'},
    {id: 'cust_d', birthdate: '2026-11-20'},
  ] as const;
  expect(due('2026-11-20', [birthday()], customers)).toEqual([]);
  expect(due('2026-11-20', [birthday(0, {active: false})])).toEqual([]);
});

test('[PB24] a custom trigger is carried out once per customer and occasion', () => {
  const visit = birthday(0, {id: 'trig_visit', on: {type: 'CUSTOM', name: 'tenth_visit'}});
  const invoke = (name: string, occasion: string, done: readonly string[] = []) =>
    triggersInvoked([visit, birthday()], name, 'cust_ann', occasion, new Set(done)).map(({key}) => key);
  expect(invoke('tenth_visit', 'visit-10')).toEqual(['trig_visit:cust_ann:custom-visit-10']);
  expect(invoke('tenth_visit', 'visit-10', ['trig_visit:cust_ann:custom-visit-10'])).toEqual([]);
  expect(invoke('tenth_visit', 'visit-20', ['trig_visit:cust_ann:custom-visit-10'])).toHaveLength(1);
  expect(invoke('first_visit', 'visit-1')).toEqual([]);
});
