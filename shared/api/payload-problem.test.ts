import {describe, expect, test} from 'vitest';
import {z} from 'zod';
import {describeIssue, payloadProblem, propertyPath} from './payload-problem.ts';

const schema = z.looseObject({
  name: z.string().min(1).max(5),
  count: z.int().min(0).max(9).nullish(),
  kind: z.enum(['a', 'b']).optional(),
  nested: z.looseObject({price: z.number().nullable()}).optional(),
  items: z
    .array(z.looseObject({id: z.string(), tags: z.record(z.string(), z.string().nullable()).optional()}))
    .max(2),
  flag: z.boolean().default(false),
});

function problem(input: unknown): string {
  const parsed = schema.safeParse(input);
  return parsed.success ? 'none' : describeIssue(parsed.error.issues[0] as z.core.$ZodIssue, schema, input);
}

describe('the first problem of a payload, in Voucherify’s words', () => {
  const good = {name: 'x', items: []};
  test.each<[string, unknown]>([
    ['none', good],
    ['Payload should be object', []],
    ['Payload should be object', null],
    ["Payload should have required property 'name'", {items: []}],
    ['Property .name should be string', {...good, name: 1}],
    ['Property .name should be string', {...good, name: null}],
    ['Property .name should have at least 1 characters', {...good, name: ''}],
    ['Property .name should have at most 5 characters', {...good, name: '123456'}],
    ['Property .count should be number,null', {...good, count: 'x'}],
    ['Property .count should be integer,null', {...good, count: 1.5}],
    ['Property .count should be <= 9', {...good, count: 10}],
    ['Property .count should be >= 0', {...good, count: -1}],
    ['Property .kind should be one of a, b', {...good, kind: 'c'}],
    ['Property .nested.price should be number,null', {...good, nested: {price: '1'}}],
    ["Property .nested should have required property 'price'", {...good, nested: {}}],
    ['Property .items should have at most 2 items', {...good, items: [{id: ''}, {id: ''}, {id: ''}]}],
    ["Property .items[1] should have required property 'id'", {...good, items: [{id: 'a'}, {}]}],
    ['Property .items[0].tags.a should be string,null', {...good, items: [{id: 'a', tags: {a: 1}}]}],
    ['Property .flag should be boolean', {...good, flag: 'yes'}],
  ])('%s', (details, input) => {
    expect(problem(input)).toBe(details);
  });

  test('is a 400 with the key invalid_payload', () => {
    const parsed = schema.safeParse({});
    expect(payloadProblem(parsed.error?.issues ?? [], schema, {})).toEqual({
      code: 400,
      key: 'invalid_payload',
      message: 'Invalid payload',
      details: "Payload should have required property 'name'",
    });
  });
});

test('a path reads as it would be written in code', () => {
  expect(propertyPath(['redeemables', 1, 'gift', 'credits'])).toBe('.redeemables[1].gift.credits');
});
