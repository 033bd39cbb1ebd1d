import {expect, test} from 'vitest';
import {date} from '../../test/builders/loyalty.ts';
import {claimEnd} from './claim-end.ts';
import type {TierRounding} from './tier-rules.ts';

const from = date('2026-02-10');
const end = (extendIso: string, rounding?: TierRounding) => claimEnd(from, from, {extendIso, rounding});

test('[LY47] a span of days, months, years from the day', () => {
  expect([end('P1D'), end('P3M'), end('P1Y2M1W3D')]).toEqual(['2026-02-11', '2026-05-10', '2027-04-20']);
});

test('[LY47] rounded to the end or back to the day before the start of a period', () => {
  expect(end('P3M', {to: {type: 'QUARTER'}, strategy: 'END'})).toBe('2026-06-30');
  expect(end('P3M', {to: {type: 'QUARTER'}, strategy: 'START'})).toBe('2026-03-31');
  expect(end('P3M', {to: {type: 'CUSTOM', month: 2}, strategy: 'END'})).toBe('2027-02-28');
  expect(end('P3M', {to: {type: 'CUSTOM', month: 4}, strategy: 'START'})).toBe('2026-03-31');
  expect(end('P3M', {to: {type: 'CUSTOM', month: 12}, strategy: 'START'})).toBe('2026-02-10');
});

test('[LY47] a tier lasts at least through the day it starts', () => {
  expect(end('P1D', {to: {type: 'YEAR'}, strategy: 'START'})).toBe('2026-02-10');
});
