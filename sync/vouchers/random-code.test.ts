import {randomBytes} from 'node:crypto';
import {expect, test} from 'vitest';
import {toCodeConfigWire} from '../../shared/api/code-config.ts';
import {randomCode} from './random-code.ts';

test('every character of the charset comes equally often, also where 256 is no multiple of its size', () => {
  const config = toCodeConfigWire({length: 50, charset: 'abcdefghij'});
  const counts = new Map<string, number>();
  for (let n = 0; n < 2000; n += 1)
    for (const character of randomCode(config, {bytes: count => randomBytes(count)}))
      counts.set(character, (counts.get(character) ?? 0) + 1);
  expect(counts.size).toBe(10);
  // 100,000 draws of ten: 10,000 each, σ ≈ 95. Eight σ never happens, the bias of a plain modulo (±2.3 %) would.
  for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(760);
});

test('bytes beyond the last whole multiple are not used', () => {
  const source = [255, 250, 249, 0, 1, 2, 3, 4, 5, 6];
  const bytes = (count: number) => Uint8Array.from({length: count}, () => source.shift() ?? 0);
  expect(randomCode(toCodeConfigWire({length: 2, charset: 'abcdefghij'}), {bytes})).toBe('ja');
});
