import {describe, expect, test} from 'vitest';
import {randomLength, toCodeConfigWire, writeCode} from './code-config.ts';

describe('the shape of codes', () => {
  test('is eight letters and digits when nothing is said', () => {
    expect(toCodeConfigWire(null)).toMatchObject({length: 8, pattern: '########'});
  });

  test('takes its length from the pattern, whatever length is sent', () => {
    expect(toCodeConfigWire({pattern: 'TEA-###', length: 20})).toMatchObject({length: 3, pattern: 'TEA-###'});
  });

  test('puts a picked character at each #, between prefix and postfix', () => {
    const config = toCodeConfigWire({pattern: 'A#-#B', charset: 'xyz', prefix: '<', postfix: '>'});
    expect(writeCode(config, [2, 0])).toBe('<Az-xB>');
  });

  test('without a # is one code', () => {
    const config = toCodeConfigWire({pattern: 'WELCOME'});
    expect(randomLength(config)).toBe(0);
    expect(writeCode(config, [])).toBe('WELCOME');
  });

  test('never takes a pick outside the charset', () => {
    expect(() => writeCode(toCodeConfigWire({length: 1, charset: 'ab'}), [2])).toThrow('outside the charset');
  });
});
