import {expect, test} from 'vitest';
import {routeScan} from './route-scan.ts';

test.each([
  ['4006381333931', 'product', 'EAN-13'],
  ['96385074', 'product', 'EAN-8'],
  ['036000291452', 'product', 'UPC-A'],
  ['10614141000415', 'product', 'GTIN-14'],
  ['4006381333932', 'code', 'EAN-13 with a wrong check digit'],
  ['WELCOME10', 'code', 'a word'],
  ['12345678901', 'code', 'eleven digits'],
] as const)('%s is a %s (%s)', (text, route, _what) => {
  expect(routeScan(text)).toBe(route);
});
