import fc from 'fast-check';
import {expect, test} from 'vitest';
import {AssertionFailure} from './assert.ts';
import {epochMs} from './epoch.ts';
import {idSchema, makeId, uuidV7} from './id.ts';

const random = (...bytes: number[]) => ({bytes: () => Uint8Array.from(bytes)});
const ones = random(...Array<number>(10).fill(0xff));

test('the example of RFC 9562 comes out of its parts', () => {
  const noise = random(0xcc, 0x30, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f);
  const uuid = uuidV7(epochMs(0x017f22e279b0), noise);
  expect(uuid).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
});

test('version is 7 and variant is 8, 9, a or b, whatever the noise', () => {
  fc.assert(
    fc.property(
      fc.integer({min: 0, max: 2 ** 48 - 1}),
      fc.uint8Array({minLength: 10, maxLength: 10}),
      (ms, bytes) => {
        const uuid = uuidV7(epochMs(ms), {bytes: () => bytes});
        expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      },
    ),
  );
});

test('a later id sorts after an earlier one', () => {
  const none = random(...Array<number>(10).fill(0));
  expect(makeId('op', epochMs(1_000), ones) < makeId('op', epochMs(1_001), none)).toBe(true);
});

test('a time before 1970 and too little noise are bugs', () => {
  expect(() => uuidV7(epochMs(-1), ones)).toThrow(AssertionFailure);
  expect(() => uuidV7(epochMs(0), random(1, 2))).toThrow(AssertionFailure);
});

test('an id has its prefix and a body of 1 to 120 characters', () => {
  const schema = idSchema('ord');
  expect(schema.parse(makeId('ord', epochMs(0), ones))).toBe('ord_0000000000007fffbfffffffffffffff');
  const wrong = ['ord_', 'order_1', 'prod_1', `ord_${'x'.repeat(121)}`, 7, null];
  expect(wrong.filter(value => schema.safeParse(value).success)).toEqual([]);
  expect(schema.safeParse(`ord_${'x'.repeat(120)}`).success).toBe(true);
});
