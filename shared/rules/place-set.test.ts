import fc from 'fast-check';
import {expect, test} from 'vitest';
import {PlaceSet} from './place-set.ts';

const size = 5000;

function drained(set: PlaceSet): number[] {
  const places: number[] = [];
  set.drain(place => places.push(place));
  return places;
}

test('[R38] places come back in order, each once, and are gone then', () => {
  const set = new PlaceSet(size);
  fc.assert(
    fc.property(fc.array(fc.nat(size - 1), {maxLength: 80}), places => {
      for (const place of places) set.add(place);
      expect(drained(set)).toEqual([...new Set(places)].sort((a, b) => a - b));
      expect(drained(set)).toEqual([]);
    }),
    {seed: 20_261_120},
  );
});

test('[R38] at the edges of words, and of the list', () => {
  const edges = [0, 31, 32, 63, 1023, 1024, 2047, 2048, size - 1];
  const set = new PlaceSet(size);
  for (const place of edges.toReversed()) set.add(place);
  expect(drained(set)).toEqual(edges);
  expect(drained(new PlaceSet(0))).toEqual([]);
});
