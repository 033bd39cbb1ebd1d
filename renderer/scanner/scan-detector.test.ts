import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
  type Detector,
  idleDetector,
  type KeyPress,
  onKey,
  onSilence,
  plainScanner,
  type ScannerSettings,
  silenceMs,
} from './scan-detector.ts';

/** A key and the milliseconds since the one before it. */
type Stroke = readonly [key: string, gapMs: number, code?: string, shift?: boolean];

function presses(strokes: readonly Stroke[]): KeyPress[] {
  let atMs = 1000;
  return strokes.map(([key, gapMs, code = '', shift = false]) => {
    atMs += gapMs;
    return {key, code, shift, command: false, repeat: false, atMs};
  });
}

/** What the page and the till get to see: `scan:` for a scan, `again:` for a double, else the keys themselves. */
function play(keys: readonly KeyPress[], settings: ScannerSettings = plainScanner): string[] {
  const seen: string[] = [];
  let detector: Detector = idleDetector;
  const note = (step: ReturnType<typeof onKey>) => {
    detector = step.detector;
    for (const effect of step.effects) {
      if (effect.kind === 'replay') seen.push(...effect.keys.map(press => press.key));
      else seen.push(`${effect.kind === 'scan' ? 'scan' : 'again'}:${effect.text}`);
    }
  };
  for (const press of keys) {
    const last = detector.held.at(-1);
    // The page's timer fires as soon as the silence is long enough.
    if (last && press.atMs - last.atMs > silenceMs)
      note(onSilence(detector, last.atMs + silenceMs, settings));
    const step = onKey(detector, press, settings);
    note(step);
    if (!step.hold && press.key.length === 1) seen.push(press.key);
    if (!step.hold && press.key.length > 1) seen.push(`<${press.key}>`);
  }
  const last = detector.held.at(-1);
  if (last) note(onSilence(detector, last.atMs + silenceMs, settings));
  return seen;
}

function typed(text: string, gapMs: number): Stroke[] {
  return [...text].map(key => [key, gapMs] as const);
}

describe('traces of scanners', () => {
  test('a fast laser scanner, 2 ms a key, ends with Enter', () => {
    expect(play(presses([...typed('4099901001137', 2), ['Enter', 3]]))).toEqual(['scan:4099901001137']);
  });

  test('a slow Bluetooth scanner with jitter up to 55 ms', () => {
    const gaps = [0, 28, 31, 55, 30, 22, 33, 29, 48, 30, 31, 27, 34];
    const strokes = [...'4099901001137'].map((key, index): Stroke => [key, gaps[index] ?? 30]);
    expect(play(presses([...strokes, ['Enter', 40]]))).toEqual(['scan:4099901001137']);
  });

  test('a scanner without a terminator: silence ends the code', () => {
    expect(play(presses(typed('SUMMER-20', 12)))).toEqual(['scan:SUMMER-20']);
  });

  test('a scanner that sends AIM ids: the symbology is taken off', () => {
    expect(play(presses([...typed(']E04099901001137', 8), ['Tab', 8]]))).toEqual(['scan:4099901001137']);
  });

  test('a US scanner on an AZERTY system is read by where the keys are', () => {
    const keys: Stroke[] = [
      ['&', 5, 'Digit1'],
      ['é', 5, 'Digit2'],
      ['q', 5, 'KeyA'],
      ['Shift', 5, 'ShiftLeft'],
      ['Z', 5, 'KeyW', true],
      [')', 5, 'Minus'],
      ['"', 5, 'Digit3'],
      ['Enter', 5, 'Enter'],
    ];
    expect(play(presses(keys), {...plainScanner, layout: 'us'})).toEqual(['<Shift>', 'scan:12aW-3']);
  });

  test('a configured prefix and suffix are taken off', () => {
    const keys = presses([...typed('~GIFT-4711~', 6), ['Enter', 6]]);
    expect(play(keys, {...plainScanner, prefix: '~', suffix: '~'})).toEqual(['scan:GIFT-4711']);
  });

  test('two codes in one queue come out as two scans', () => {
    const keys = [
      ...typed('4099901001137', 2),
      ['Enter', 2],
      ...typed('4099901001267', 2),
      ['Enter', 2],
    ] as Stroke[];
    expect(play(presses(keys))).toEqual(['scan:4099901001137', 'scan:4099901001267']);
  });
});

describe('duplicate guard', () => {
  const code = typed('4099901001137', 2);
  test('[SD3] the same code within 300 ms counts once', () => {
    const keys = presses([...code, ['Enter', 2], ['4', 100], ...code.slice(1), ['Enter', 2]]);
    expect(play(keys)).toEqual(['scan:4099901001137', 'again:4099901001137']);
  });

  test('[SD3] the same code after 300 ms is another item', () => {
    const keys = presses([...code, ['Enter', 2], ['4', 400], ...code.slice(1), ['Enter', 2]]);
    expect(play(keys)).toEqual(['scan:4099901001137', 'scan:4099901001137']);
  });
});

describe('people', () => {
  const words = 'the quick brown fox jumps over the lazy dog and pays with card';

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('typing at 120 words a minute is never a scan (typist %i)', seed => {
    const random = seeded(seed);
    // 120 wpm is 100 ms a key; one key in four rolls off the one before it within 18–45 ms.
    const strokes = [...words].map((key): Stroke => {
      const rolls = random() < 0.25;
      return [key, rolls ? 18 + random() * 27 : 75 + random() * 70];
    });
    expect(play(presses(strokes)).join('')).toBe(words);
  });

  test('even a steady 50 ms a key, with no silence to tell it apart, is fingers', () => {
    expect(play(presses(typed('rhythmically', 50))).join('')).toBe('rhythmically');
  });

  test('a short code typed quickly and sent with Enter reaches the field, then Enter', () => {
    expect(play(presses([...typed('TEA', 20), ['Enter', 30]]))).toEqual(['T', 'E', 'A', '<Enter>']);
  });

  test('[SD2] a key held down is typing', () => {
    const first = presses([['7', 500]]);
    const repeats = Array.from({length: 12}, (_, index) => ({
      ...(first[0] as KeyPress),
      repeat: true,
      atMs: 2000 + index * 31,
    }));
    expect(play([...first, ...repeats]).every(key => key === '7')).toBe(true);
  });

  test('Ctrl+V between keys lets them through before it', () => {
    const keys = presses([...typed('ab', 20), ['v', 20]]).map((press, index) => ({
      ...press,
      command: index === 2,
    }));
    expect(play(keys)).toEqual(['a', 'b', 'v']);
  });
});

test('[SD1] nothing is lost, doubled or reordered, whatever the rhythm', () => {
  const stroke = fc.tuple(
    fc.constantFrom('a', 'B', '7', ' ', '*', 'Enter', 'Backspace'),
    fc.integer({min: 0, max: 140}),
  );
  fc.assert(
    fc.property(fc.array(stroke, {maxLength: 60}), strokes => {
      const seen = play(presses(strokes))
        .map(text => text.replace(/^(scan|again):/, ''))
        .join('');
      const pressed = strokes.map(([key]) => (key.length > 1 ? `<${key}>` : key)).join('');
      // Enter ends a scan and is part of it; spaces around a scanned code are trimmed.
      const bare = (text: string) => text.replaceAll('<Enter>', '').replaceAll(' ', '');
      expect(bare(seen)).toBe(bare(pressed));
    }),
  );
});

/** mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
