import {expect, test} from 'vitest';
import {isTillAddress} from './till-address.ts';

test.each(['app://counterfoil/', 'app://counterfoil/pay?sale=1#x'])('%s is a page of the till', address => {
  expect(isTillAddress(address)).toBe(true);
});

test.each([
  '',
  'about:blank',
  'https://counterfoil/',
  'app://counterfoil.evil.example/',
  'app://counterfoil:8080/',
  'app://counterfoil@evil.example/',
  'app://someone@counterfoil/',
  'app:counterfoil',
  'app-x://counterfoil/',
  'file:///app://counterfoil/',
  'javascript:alert(1)//app://counterfoil/',
])('%s is none', address => {
  expect(isTillAddress(address)).toBe(false);
});
