import {expect, test} from 'vitest';
import {keptBody} from './kept-body.ts';

const ada = {
  kind: 'customer',
  id: 'cust_ada' as const,
  name: 'Ada Lovelace',
  email: null,
  phone: null,
  sourceId: null,
};
const request = {customerId: ada.id, customerMetadata: {circle: 'gold'}};
const erased = {findCustomerKey: async () => 'erased' as const};
const known = {findCustomerKey: async () => new Uint8Array(32)};

function raw(customer: typeof ada | null) {
  return {body: {kind: 'sale', sale: {facts: {customer}, request, note: 'for Ada Lovelace'}}};
}

test('a sale is kept as it came while its customer is there', async () => {
  expect(await keptBody(known, {facts: {customer: ada}, request}, raw(ada))).toBe(JSON.stringify(raw(ada)));
  expect(await keptBody(erased, null, {body: {kind: 'lockout'}})).toBe('{"body":{"kind":"lockout"}}');
});

test('of a customer who was deleted for good nothing is kept but the id', async () => {
  const kept = await keptBody(erased, {facts: {customer: ada}, request}, raw(ada));
  expect(kept).not.toMatch(/Ada|gold/);
  expect(kept).toContain('cust_ada');
});

test('nor of one whom the till knew by id alone', async () => {
  const kept = await keptBody(erased, {facts: {customer: null}, request}, raw(null));
  expect(kept).not.toContain('gold');
});
