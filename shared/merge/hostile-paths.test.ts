import {expect, test} from 'vitest';
import {product} from '../../test/builders/facts.ts';
import {epochMs} from '../kernel/epoch.ts';
import type {JsonValue} from '../kernel/metadata.ts';
import {mergeEdit} from './merge-edit.ts';

const mug = {...product('mug', 100), metadata: {colour: 'red'}};

function edited(path: string, after: JsonValue) {
  const edit = {baseVersion: 1, editedAtMs: epochMs(1_000), fields: [{path, after}]};
  const {document, outcomes} = mergeEdit(mug, edit, new Map());
  return {isSame: document === mug, outcome: outcomes[0]?.outcome, reason: outcomes[0]?.reason, document};
}

test.each([
  '__proto__',
  '__proto__.polluted',
  'constructor',
  'constructor.prototype',
  'prototype',
  'toString',
  'id',
  'kind',
  'version',
  'metadata',
  '',
])('a field called “%s” is edited by nobody', path => {
  expect(edited(path, {polluted: true})).toMatchObject({
    isSame: true,
    outcome: 'parked',
    reason: 'not_editable',
  });
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});

test.each(['metadata.__proto__', 'metadata.constructor', 'metadata.__proto__.polluted'])(
  'an attribute called “%s” is one of the product, and nothing else learns of it',
  path => {
    const {document} = edited(path, {polluted: true});
    expect('polluted' in document.metadata).toBe(false);
    expect(Object.getPrototypeOf(document.metadata)).toBe(Object.getPrototypeOf({}));
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  },
);

test('an attribute may be nested deeply, and one that is too deep is refused', () => {
  const nested = (levels: number): JsonValue => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);
  expect(edited('metadata.deep', nested(40)).outcome).toBe('taken');
  expect(edited('metadata.deep', nested(150))).toMatchObject({isSame: true, reason: 'invalid'});
});
