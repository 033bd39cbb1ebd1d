/**
 * A formula's text as tokens. Names may be written in any case; `×` `÷` `≥` `≤` `≠` are what the dashboard of a shop's
 * former platform shows for `*` `/` `>=` `<=` `!=`.
 */

export type Token =
  | {
      readonly kind: 'number' | 'text' | 'sign' | 'end';
      readonly at: number;
      readonly end: number;
      readonly value: string;
    }
  /** `value` is in capitals, `written` as it stands. */
  | {
      readonly kind: 'name';
      readonly at: number;
      readonly end: number;
      readonly value: string;
      readonly written: string;
    };

export type Tokens =
  | {readonly ok: true; readonly tokens: readonly Token[]}
  | {readonly ok: false; readonly at: number; readonly message: string};

const space = /[\s\u00a0\u2007\u202f]/;
const twoSigns = new Map([
  ['>=', '>='],
  ['<=', '<='],
  ['!=', '!='],
  ['<>', '!='],
  ['==', '='],
]);
const oneSign = new Map(
  [...'+-*/%()<>=;']
    .map(sign => [sign, sign] as const)
    .concat([
      ['×', '*'],
      ['÷', '/'],
      ['−', '-'],
      ['–', '-'],
      ['≥', '>='],
      ['≤', '<='],
      ['≠', '!='],
    ]),
);

export function tokenise(text: string): Tokens {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (space.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    const token = tokenAt(text, at);
    if ('message' in token) return {ok: false, ...token};
    tokens.push(token);
    at = token.end;
  }
  tokens.push({kind: 'end', at: text.length, end: text.length, value: ''});
  return {ok: true, tokens};
}

function tokenAt(text: string, at: number): Token | {readonly at: number; readonly message: string} {
  const char = text.charAt(at);
  if (char === '"' || char === "'") return quoted(text, at, char);
  const number = match(/(?:\d+(?:\.\d+)?|\.\d+)/y, text, at);
  if (number !== null) return numberToken(text, at, number);
  const name = match(/[A-Za-z_][A-Za-z0-9_]*/y, text, at);
  if (name !== null)
    return {kind: 'name', at, end: at + name.length, value: name.toUpperCase(), written: name};
  const two = twoSigns.get(text.slice(at, at + 2));
  if (two !== undefined) return {kind: 'sign', at, end: at + 2, value: two};
  const one = oneSign.get(char);
  return one === undefined ? {at, message: strange(char)} : {kind: 'sign', at, end: at + 1, value: one};
}

function numberToken(text: string, at: number, number: string): Token | {at: number; message: string} {
  const end = at + number.length;
  if (number.length > 40) return {at, message: 'a number has at most 40 digits'};
  if (/[A-Za-z_.]/.test(text.charAt(end)))
    return {at: end, message: `"${text.charAt(end)}" cannot follow a number`};
  return {kind: 'number', at, end, value: number};
}

/** Text in straight quotes of either kind; a backslash before a quote or backslash takes it as it is. */
function quoted(text: string, at: number, quote: string): Token | {at: number; message: string} {
  let value = '';
  for (let index = at + 1; index < text.length; index += 1) {
    const char = text.charAt(index);
    if (char === quote) return {kind: 'text', at, end: index + 1, value};
    if (char === '\\' && /["'\\]/.test(text.charAt(index + 1))) index += 1;
    value += text.charAt(index);
  }
  return {at, message: 'this text has no closing quote'};
}

function strange(char: string): string {
  if (char === ',') return 'arguments are separated by ";" and decimals written with "."';
  if (/[“”„‟«»‘’‚]/.test(char)) return `use straight quotes (") instead of ${char}`;
  return `"${char}" has no meaning in a formula`;
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}
