import {expect, test} from 'vitest';
import type {MetadataDefinitions} from './metadata-definitions.ts';
import {mergeMetadata, updateMetadata} from './update-metadata.ts';

const schema: MetadataDefinitions = {
  kind: 'metadata_schema',
  id: 'ms_1',
  version: 1,
  relatedObject: 'customer',
  definitions: {level: {type: 'string', mandatory: true}, visits: {type: 'number'}},
};

test('[MD13] absent keys stay, null keeps the key, unset removes it, a nested object is replaced', () => {
  const before = {level: 'Gold', visits: 3, size: {width: 1, height: 2}};
  expect(mergeMetadata(before, {set: {visits: null, size: {width: 5}}, unset: ['level', 'unknown']})).toEqual(
    {
      visits: null,
      size: {width: 5},
    },
  );
  expect(before.visits).toBe(3);
});

test('[MD14] in a bulk update null removes the key', () => {
  expect(mergeMetadata({a: 1, b: 2}, {set: {a: null}, nullRemoves: true})).toEqual({b: 2});
});

test('[MD15] only what changes is checked, and that nothing mandatory goes missing', () => {
  const before = {level: 'Gold', visits: 'many'};
  expect(updateMetadata(schema, before, {set: {level: 'Silver'}})).toEqual({
    ok: true,
    metadata: {level: 'Silver', visits: 'many'},
  });
  expect(updateMetadata(schema, before, {set: {visits: 'few'}})).toMatchObject({
    ok: false,
    problems: [{key: 'visits', actual: 'few'}],
  });
  for (const change of [
    {set: {}, unset: ['level']},
    {set: {level: null}},
    {set: {level: null}, nullRemoves: true},
  ])
    expect(updateMetadata(schema, before, change)).toMatchObject({ok: false, problems: [{key: 'level'}]});
  expect(updateMetadata(null, before, {set: {visits: []}}).ok).toBe(true);
});

test('[MD13] a key called __proto__ is a key like any other', () => {
  const set = Object.fromEntries([['__proto__', 1]]);
  expect(Object.entries(mergeMetadata({}, {set}))).toEqual([['__proto__', 1]]);
});
