import fc from 'fast-check';
import {expect, test} from 'vitest';
import {percent} from '../../test/builders/offers.ts';
import {normaliseCode} from '../codes/normalise-code.ts';
import type {Voucher} from '../redeemables/voucher.ts';
import {bucketOfCode, bucketOfSlot, packBlock, readBlock, splitLine, voucherSlot} from './voucher-block.ts';

function vouchers(...codes: readonly string[]): Voucher[] {
  return codes.flatMap(code => percent(code, 10).voucher ?? []);
}

function unpacked(line: string): unknown[] {
  return readBlock(splitLine(line)?.text ?? '').map(({document}) => document);
}

test('what is packed comes out as it was published', () => {
  const given = [
    ...vouchers('ONE', 'TWO'),
    ...vouchers('THREE').map(v => ({...v, usesLimit: 3, version: 7})),
  ];
  expect(unpacked(packBlock(3, given))).toEqual(given.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
  expect(splitLine(packBlock(3, given))?.bucket).toBe(3);
});

test('what vouchers have in common is written once', () => {
  const one = packBlock(0, vouchers('AAAA')).length;
  const hundred = packBlock(0, vouchers(...Array.from({length: 100}, (_, n) => `AA${n + 10}`))).length;
  expect(hundred).toBeLessThan(one + 100 * 40);
});

test('equal vouchers give equal bytes, in whatever order they came', () => {
  const given = vouchers('ONE', 'TWO', 'THREE');
  expect(packBlock(1, given.toReversed())).toBe(packBlock(1, given));
});

test('codes that are equal by either rule lie in one bucket', () => {
  fc.assert(
    fc.property(fc.string({unit: 'grapheme'}), fc.constantFrom(1, 64, 16_384, 65_536), (code, buckets) => {
      const bucket = bucketOfCode(code, buckets);
      expect(bucketOfCode(normaliseCode(code, true), buckets)).toBe(bucket);
      expect(bucketOfCode(normaliseCode(code, false), buckets)).toBe(bucket);
      expect(bucket).toBeLessThan(buckets);
    }),
  );
  expect(voucherSlot(' welcome ')).toBe(voucherSlot('WELCOME'));
});

test('a till finds codes where a server of any version put them: slots never change', () => {
  expect(['WELCOME', 'TEA-10', 'ÄPFEL', ''].map(voucherSlot)).toMatchInlineSnapshot(`
    [
      2985,
      10372,
      26379,
      7385,
    ]
  `);
  expect([0, 1023, 1024, 65_535].map(slot => bucketOfSlot(slot, 64))).toEqual([0, 0, 1, 63]);
});

test('slots are spread evenly: no bucket of a hundred thousand codes has twice its share', () => {
  const counts = new Uint32Array(64);
  for (let n = 0; n < 100_000; n += 1) {
    const bucket = bucketOfCode(`SUMMER-${n.toString(36).padStart(6, '0')}`, 64);
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  expect(Math.max(...counts)).toBeLessThan(2 * (100_000 / 64));
  expect(Math.min(...counts)).toBeGreaterThan(100_000 / 64 / 2);
});

test.each(['', '7', ' {}', 'x {}', '-1 {}'])('%j is no line of a chunk', line => {
  expect(splitLine(line)).toBeNull();
});
