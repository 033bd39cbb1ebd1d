/**
 * The shape of a campaign's codes, in the form in which codes are compared: literal text and places for characters
 * of the charset. Two characters that are one after folding (a and A, unless codes are case-sensitive) are one.
 */
import {type CodeConfig, defaultCharset, defaultLength} from './code-config.ts';

export interface CodeShape {
  /** Different characters, folded. */
  readonly charset: string;
  /** Literal text before each place, folded; one more than there are places. */
  readonly literals: readonly string[];
  /** How many `#`, a check character included. */
  readonly places: number;
  readonly hasCheckCharacter: boolean;
}

export type ShapeProblem =
  /** Spaces at the ends would be trimmed away, control characters and marks change what they stand by. */
  | {readonly code: 'text_not_plain'; readonly part: 'prefix' | 'postfix' | 'pattern' | 'charset'}
  | {readonly code: 'charset_repeats'; readonly characters: readonly string[]}
  | {readonly code: 'charset_not_ascii'}
  /** A check character needs two places and two characters. */
  | {readonly code: 'no_room_for_check'};

export type ReadShape =
  | {readonly ok: true; readonly shape: CodeShape}
  | {readonly ok: false; readonly problem: ShapeProblem};

/** `caseSensitive` is the project's setting (see `normalise-code.ts`). */
export function readShape(config: CodeConfig, caseSensitive: boolean): ReadShape {
  const {prefix = '', postfix = ''} = config;
  const pattern = config.pattern ?? '#'.repeat(config.length ?? defaultLength);
  for (const [part, text] of [
    ['prefix', prefix],
    ['pattern', pattern],
    ['postfix', postfix],
  ] as const)
    if (!isPlain(text)) return {ok: false, problem: {code: 'text_not_plain', part}};
  const charset = config.charset ?? defaultCharset;
  if (!/^[\x21-\x7e]+$/.test(charset)) return {ok: false, problem: {code: 'charset_not_ascii'}};
  const repeated = [...new Set([...charset].filter((character, at) => charset.indexOf(character) < at))];
  if (repeated.length > 0) return {ok: false, problem: {code: 'charset_repeats', characters: repeated}};
  const folded = [...new Set([...charset].map(character => fold(character, caseSensitive)))].join('');
  // Only the pattern has places: a # in prefix or postfix is itself.
  const [first = '', ...rest] = pattern.split('#');
  const literals = [prefix + first, ...rest];
  literals[literals.length - 1] = `${literals.at(-1) ?? ''}${postfix}`;
  const places = literals.length - 1;
  const hasCheckCharacter = config.hasCheckCharacter === true;
  if (hasCheckCharacter && (places < 2 || folded.length < 2))
    return {ok: false, problem: {code: 'no_room_for_check'}};
  return {
    ok: true,
    shape: {
      charset: folded,
      literals: literals.map(text => fold(text, caseSensitive)),
      places,
      hasCheckCharacter,
    },
  };
}

function fold(text: string, caseSensitive: boolean): string {
  const composed = text.normalize('NFC');
  return caseSensitive ? composed : composed.toUpperCase().normalize('NFC');
}

function isPlain(text: string): boolean {
  return text === text.trim() && !/[\p{C}\p{M}]/u.test(text.normalize('NFC'));
}
