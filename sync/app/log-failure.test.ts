import {expect, test} from 'vitest';
import {failureText} from './log-failure.ts';

test('a failure is told with its stack and causes, and without the row it was about', () => {
  const refused = Object.assign(new Error('new row violates check constraint "price"'), {
    code: '23514',
    constraint: 'price',
    detail: 'Failing row contains (Ada Lovelace, ada@example.com).',
    where: 'JSON data, line 1: {"name":"Ada Lovelace"',
  });
  const text = failureText(new Date(0), 'v-1 POST /v1/orders', new Error('not written', {cause: refused}));
  expect(text).toMatch(/^1970-01-01T00:00:00.000Z v-1 POST \/v1\/orders Error: not written\n {4}at /);
  expect(text).toContain('because: Error: new row violates check constraint "price"');
  expect(text).toContain('code: 23514');
  expect(text).not.toMatch(/Ada|example/);
});

test('whatever else was thrown is named', () => {
  expect(failureText(new Date(0), 'line', {secret: {deep: 'x'}})).toContain('secret: [Object]');
});
