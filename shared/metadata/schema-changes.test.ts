import {expect, test} from 'vitest';
import type {MetadataDefinition} from './metadata-definitions.ts';
import {refuseSchema} from './schema-changes.ts';

function messages(definition: MetadataDefinition, relatedObject = 'customer', key = 'k'): string[] {
  const refusals = refuseSchema(
    {relatedObject, definitions: {[key]: definition}},
    null,
    new Set(['Payment']),
  );
  return refusals.map(refusal => (refusal.code === 'definition_broken' ? refusal.message : refusal.code));
}

test('[MD16] at most a hundred definitions, removed ones included', () => {
  const definitions = Object.fromEntries(
    Array.from({length: 101}, (_, n) => [`k${n}`, {type: 'string' as const, deleted: n > 50}]),
  );
  expect(refuseSchema({relatedObject: 'order', definitions}, null, new Set())).toEqual([
    {code: 'too_many_definitions', limit: 100},
  ]);
});

test('[MD17] a type once given stays, and so does being a list', () => {
  const before = {definitions: {k: {type: 'string' as const}}};
  const change = (definition: MetadataDefinition) =>
    refuseSchema({relatedObject: 'order', definitions: {k: definition}}, before, new Set());
  expect(change({type: 'string', mandatory: true, array: false})).toEqual([]);
  expect(change({type: 'number'})).toEqual([{code: 'type_changed', key: 'k', type: 'string'}]);
  expect(change({type: 'string', array: true})).toEqual([{code: 'type_changed', key: 'k', type: 'string'}]);
});

test('[MD18] limits suit the type', () => {
  expect(messages({type: 'number', minLength: 1})).toEqual(['only a string has a length']);
  expect(messages({type: 'string', gt: 1})).toEqual(['only a number has bounds']);
  expect(messages({type: 'boolean', eq: [true]})).toEqual(['only strings, numbers and objects are compared']);
  expect(messages({type: 'number', ne: ['1']})).toEqual(['compares with a value of another type']);
  expect(messages({type: 'string', objectType: 'Payment'})).toEqual([
    'only an object follows another schema',
  ]);
  expect(messages({type: 'object', objectType: 'Nothing'})).toEqual(['knows no schema Nothing']);
  expect(messages({type: 'object', objectType: 'Payment'})).toEqual([]);
  expect(messages({type: 'geopoint'}, 'order')).toEqual(['geopoints are for customers and products']);
  expect(messages({type: 'geopoint'}, 'product')).toEqual([]);
  expect(messages({type: 'string'}, 'order', ' ')).toEqual(['needs a name']);
});

test.each<MetadataDefinition>([
  {type: 'string', eq: []},
  {type: 'number', gt: 5, lt: 5},
  {type: 'number', gte: 5, lt: 5},
  {type: 'number', gt: 6, lte: 5},
  {type: 'string', minLength: 3, maxLength: 2},
  {type: 'string', exactLength: 3, maxLength: 2},
  {type: 'string', exactLength: 3, minLength: 4},
  {type: 'number', eq: [3, 4], gt: 5},
  {type: 'string', eq: ['red'], ne: ['red']},
  {type: 'string', eq: ['red'], minLength: 4},
])('[MD19] limits that allow no value are refused: %j', definition => {
  expect(messages(definition)).toEqual(['allows no value at all']);
});

test('[MD19] limits that allow a single value are not', () => {
  expect(messages({type: 'number', gte: 5, lte: 5})).toEqual([]);
  expect(messages({type: 'string', minLength: 2, maxLength: 2, exactLength: 2})).toEqual([]);
});

test('[MD19] two definitions that metadata could never hold together are refused', () => {
  const definitions = {'\u00e9': {type: 'string' as const}, 'e\u0301': {type: 'number' as const}};
  expect(refuseSchema({relatedObject: 'customer', definitions}, null, new Set())).toEqual([
    {code: 'definition_broken', key: 'e\u0301', message: 'has the same name as another in Unicode'},
  ]);
});
