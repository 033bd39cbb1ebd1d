import {expect, test} from 'vitest';
import {attributesOf, attributesOfAll, facetAt} from './attributes.ts';
import {missing} from './facet.ts';
import {propertyOf} from './property.ts';

const many = Array.from({length: 20}, (_, number) => `attribute ${number}`);
const thing = attributesOf(Object.fromEntries(many.map((name, number) => [name, number])));

test('each of many attributes is made ready once and is its own', () => {
  const first = many.map(name => facetAt(thing, propertyOf(name)));
  expect(first.map(({value}) => value)).toEqual(many.map((_, number) => number));
  many.forEach((name, number) => {
    expect(facetAt(thing, propertyOf(name))).toBe(first[number]);
  });
  expect(facetAt(thing, propertyOf('another'))).toBe(missing);
});

test('of several things an attribute has the values of all', () => {
  const all = attributesOfAll([
    attributesOf({tags: ['a', 'b']}),
    attributesOf({}),
    attributesOf({tags: 'c'}),
  ]);
  expect(facetAt(all, propertyOf('tags')).value).toEqual(['a', 'b', 'c']);
  expect(facetAt(all, propertyOf('none')).value).toEqual([]);
});
