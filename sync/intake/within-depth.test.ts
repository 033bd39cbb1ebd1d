import {expect, test} from 'vitest';
import {withinDepth} from './within-depth.ts';

const nested = (levels: number): unknown => JSON.parse(`${'{"a":['.repeat(levels)}1${']}'.repeat(levels)}`);

test('what has an end stays the very object that came', () => {
  const value = nested(80);
  expect(withinDepth(value)).toBe(value);
});

test('nesting without end is cut, and what is beside it stays', () => {
  const cut = withinDepth({sequence: 7, body: nested(100_000), note: 'kept'});
  expect(cut).toMatchObject({sequence: 7, note: 'kept'});
  expect(JSON.stringify(cut)).toContain('"…"');
  expect(JSON.stringify(cut).length).toBeLessThan(2_000);
});
