/** What a till of protocol 1 and a server of that version said to each other, recorded from the built product. */
import {expect, test} from 'vitest';
import {changesPageSchema} from '../../../shared/protocol/changes.ts';
import {enrolmentSchema, enrolRequestSchema} from '../../../shared/protocol/enrol.ts';
import {exchangeRequestSchema, exchangeResponseSchema} from '../../../shared/protocol/exchange.ts';
import {operationSchema} from '../../../shared/protocol/operation.ts';
import recorded from './recorded.json' with {type: 'json'};
import {
  changesPageV1,
  enrolmentV1,
  enrolRequestV1,
  exchangeRequestV1,
  exchangeResponseV1,
  operationV1,
} from './schemas.ts';

const of = (part: string) => recorded.filter(({url}) => url.includes(part));

test('the frozen schemas are those of the recorded messages, and the present ones read them too', () => {
  expect([of('/enrol').length, of('/changes').length]).toEqual([1, 1]);
  expect(of('/exchange').length).toBeGreaterThan(1);
  for (const {request, answer} of of('/enrol')) {
    for (const schema of [enrolRequestV1, enrolRequestSchema])
      expect(schema.safeParse(request).error).toBeUndefined();
    for (const schema of [enrolmentV1, enrolmentSchema])
      expect(schema.safeParse(answer).error).toBeUndefined();
  }
  for (const {request, answer} of of('/exchange')) {
    for (const schema of [exchangeRequestV1, exchangeRequestSchema])
      expect(schema.safeParse(request).error).toBeUndefined();
    for (const schema of [exchangeResponseV1, exchangeResponseSchema])
      expect(schema.safeParse(answer).error).toBeUndefined();
  }
  for (const {answer} of of('/changes'))
    for (const schema of [changesPageV1, changesPageSchema])
      expect(schema.safeParse(answer).error).toBeUndefined();
});

test('a recorded sale is an operation of both versions', () => {
  const operations = of('/exchange').flatMap(({request}) => exchangeRequestV1.parse(request).operations);
  expect(operations.length).toBeGreaterThan(0);
  for (const operation of operations)
    for (const schema of [operationV1, operationSchema])
      expect(schema.safeParse(operation).error).toBeUndefined();
});
