import {expect, test} from 'vitest';
import {propertyOf, readProperty} from './property.ts';

const thing = {
  'size.height': 'its own',
  size: {height: 9, tags: ['tall', 'blue']},
  parts: [{colour: 'red', screws: [{mm: 3}, {mm: 4}]}, {colour: 'blue'}, 7, {}],
  none: null,
};

test.each([
  ['size.height', 'its own'],
  ['size.tags', ['tall', 'blue']],
  ['size.width', null],
  ['size.height.unit', null],
  ['parts.colour', ['red', 'blue']],
  ['parts.screws.mm', [3, 4]],
  ['parts.size', null],
  ['none', null],
  ['none.of', null],
  ['toString', null],
  ['size.constructor', null],
  ['', null],
  ['.', null],
  ['a.b.c.d.e.f.g.h.i.j.k', null],
])('[R21] %s is %j', (name, expected) => {
  expect(readProperty(thing, propertyOf(name))).toEqual(expected);
});
