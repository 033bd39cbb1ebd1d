/**
 * Tells a keyboard-wedge scanner from a person typing: both are just keys, a scanner's come faster than fingers.
 *
 * A *burst* is a run of printable keys with no silence of more than 60 ms in it. It is a *scan* when it has at least six keys
 * with a median gap of at most 35 ms and ends with Enter, Tab or silence. While a burst may still become a scan
 * its keys are held back; when it turns out to be typing they are replayed, in order.
 *
 * Always true:
 * - SD1 Every key is passed on, replayed or part of a scan: none is lost, none is doubled, order is kept.
 * - SD2 A key that the keyboard repeats because it is held down is never part of a scan.
 * - SD3 The same scan within 300 ms counts once.
 *
 * Pure: instants arrive with the keys.
 */
export interface KeyPress {
  /** As in `KeyboardEvent.key`: `7`, `Enter`. */
  readonly key: string;
  /** As in `KeyboardEvent.code`: where the key is, whatever the layout says. */
  readonly code: string;
  readonly shift: boolean;
  /** Ctrl, Alt or Meta is down. */
  readonly command: boolean;
  /** The keyboard repeats a key that is held down. */
  readonly repeat: boolean;
  readonly atMs: number;
}

export interface ScannerSettings {
  /** What the scanner is set up to send before and after each code. */
  readonly prefix: string;
  readonly suffix: string;
  /** `us`: the scanner types as on a US keyboard although the system has another layout. */
  readonly layout: 'as-typed' | 'us';
}

export const plainScanner: ScannerSettings = {prefix: '', suffix: '', layout: 'as-typed'};

export interface Detector {
  readonly held: readonly KeyPress[];
  readonly lastScan: {readonly text: string; readonly atMs: number} | null;
}

export const idleDetector: Detector = {held: [], lastScan: null};

export type ScanEffect =
  | {readonly kind: 'scan'; readonly text: string}
  /** The same code again at once: a double trigger, not a second item. */
  | {readonly kind: 'duplicate'; readonly text: string}
  | {readonly kind: 'replay'; readonly keys: readonly KeyPress[]};

export interface Step {
  readonly detector: Detector;
  readonly effects: readonly ScanEffect[];
  /** Whether the key that led here is kept from the page. Effects come before it where it is not. */
  readonly hold: boolean;
}

export const silenceMs = 60;
const medianGapMs = 35;
const fewestKeys = 6;
const duplicateMs = 300;

/** Takes in one keydown. Shift and its like change nothing by themselves. */
export function onKey(detector: Detector, press: KeyPress, settings: ScannerSettings): Step {
  if (isModifier(press.key)) return {detector, effects: [], hold: false};
  const late = isLate(detector, press);
  const before = late ? onSilence(detector, press.atMs, settings) : {detector, effects: [], hold: false};
  const after = take(before.detector, press, settings);
  return {...after, effects: [...before.effects, ...after.effects]};
}

/** Call when `silenceMs` have passed since the last held key. */
export function onSilence(detector: Detector, nowMs: number, settings: ScannerSettings): Step {
  if (detector.held.length === 0) return {detector, effects: [], hold: false};
  return isScan(detector.held) ? scanned(detector, nowMs, settings) : replayed(detector);
}

function take(detector: Detector, press: KeyPress, settings: ScannerSettings): Step {
  const ends = press.key === 'Enter' || press.key === 'Tab';
  if (ends && isScan(detector.held)) return {...scanned(detector, press.atMs, settings), hold: true};
  if (!isPrintable(press) || press.repeat || (press.key === ' ' && detector.held.length === 0)) {
    return replayed(detector);
  }
  const held = [...detector.held, press];
  if (held.length > 3 && medianGap(held) > medianGapMs) return replayed(detector);
  return {detector: {...detector, held}, effects: [], hold: true};
}

function replayed(detector: Detector): Step {
  const effects: ScanEffect[] = detector.held.length > 0 ? [{kind: 'replay', keys: detector.held}] : [];
  return {detector: {...detector, held: []}, effects, hold: false};
}

function scanned(detector: Detector, atMs: number, settings: ScannerSettings): Step {
  const text = scanText(detector.held, settings);
  const {lastScan} = detector;
  const isAgain = lastScan !== null && lastScan.text === text && atMs - lastScan.atMs <= duplicateMs;
  return {
    detector: {held: [], lastScan: isAgain ? lastScan : {text, atMs}},
    effects: [{kind: isAgain ? 'duplicate' : 'scan', text}],
    hold: false,
  };
}

function isLate(detector: Detector, press: KeyPress): boolean {
  const last = detector.held.at(-1);
  return last !== undefined && press.atMs - last.atMs > silenceMs;
}

function isScan(held: readonly KeyPress[]): boolean {
  return held.length >= fewestKeys && medianGap(held) <= medianGapMs;
}

/** Of an even number of gaps, the larger middle one. */
function medianGap(held: readonly KeyPress[]): number {
  const gaps = held.slice(1).map((press, index) => press.atMs - (held[index]?.atMs ?? press.atMs));
  return gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
}

function isPrintable(press: KeyPress): boolean {
  return press.key.length === 1 && !press.command;
}

function isModifier(key: string): boolean {
  return ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock'].includes(key);
}

function scanText(held: readonly KeyPress[], {prefix, suffix, layout}: ScannerSettings): string {
  const typed = held.map(press => (layout === 'us' ? usCharacter(press) : press.key)).join('');
  const inside = typed.startsWith(prefix) ? typed.slice(prefix.length) : typed;
  const text = suffix && inside.endsWith(suffix) ? inside.slice(0, -suffix.length) : inside;
  return withoutAimId(text).trim();
}

/** `]E0` and its like say which symbology was read (ISO/IEC 15424); the code comes after. */
function withoutAimId(text: string): string {
  return /^\][A-Za-z][0-9A-Za-z]./.test(text) ? text.slice(3) : text;
}

const usSymbols: Readonly<Record<string, readonly [plain: string, shifted: string]>> = {
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Backquote: ['`', '~'],
  Backslash: ['\\', '|'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  Space: [' ', ' '],
};
const shiftedDigits = ')!@#$%^&*(';

/** The character of this key on a US keyboard. */
function usCharacter({key, code, shift}: KeyPress): string {
  const digit = /^Digit([0-9])$/.exec(code)?.[1];
  if (digit !== undefined) return shift ? (shiftedDigits[Number(digit)] ?? digit) : digit;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return shift ? letter : letter.toLowerCase();
  const symbol = usSymbols[code];
  return symbol === undefined ? key : symbol[shift ? 1 : 0];
}
