import {expect, test} from 'vitest';
import {keystream} from './chacha20.ts';

test('[CO5] the block of RFC 8439 §2.3.2 comes out', () => {
  const key = Uint8Array.from({length: 32}, (_, n) => n);
  const words = [...keystream(key, [0x09000000, 0x4a000000, 0]).block(1)].map(word =>
    word.toString(16).padStart(8, '0'),
  );
  expect(words.join(' ')).toBe(
    'e4e7f110 15593bd1 1fdd0f50 c47120a3 c7f4d1c7 0368c033 9aaa2204 4e6cd4c3 ' +
      '466482d2 09aa9f07 05d7c214 a2028bd9 d19c12b5 b94e16de e883d0cb 4e3c50a2',
  );
});
