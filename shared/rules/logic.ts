/**
 * The expression that joins a rule set: `1 and (2 or $EXTRA)`. AND binds tighter than OR, the words in any case,
 * keys are any text without spaces and parentheses. An empty expression is always true.
 */
export type Logic =
  | {readonly kind: 'always'}
  | {readonly kind: 'rule'; readonly key: string}
  | {readonly kind: 'and' | 'or'; readonly parts: readonly Logic[]};

export type ParsedLogic =
  | {readonly ok: true; readonly logic: Logic}
  | {readonly ok: false; readonly message: string};

/** Parentheses within parentheses; more is a mistake or an attack. */
const deepest = 50;

export function parseLogic(text: string): ParsedLogic {
  const tokens = text.match(/[()]|[^\s()]+/g) ?? [];
  if (tokens.length === 0) return {ok: true, logic: {kind: 'always'}};
  const parsed = readChain({tokens, depth: 0}, 0, 'or');
  if (!parsed.ok) return parsed;
  const extra = tokens[parsed.next];
  return extra === undefined ? {ok: true, logic: parsed.logic} : unexpected(extra, "'and' or 'or'");
}

/** Whether a rule with this key can be named in an expression. */
export function isLogicKey(key: string): boolean {
  return /^[^\s()]+$/.test(key) && !isWord(key);
}

/** Every key the expression names, each once, in the order of `compareKeys`. */
export function logicKeys(logic: Logic): readonly string[] {
  return [...new Set(namedKeys(logic))].sort(compareKeys);
}

/** "2" before "10", numbers before names: one order on every machine, however JSON was stored on the way. */
export function compareKeys(a: string, b: string): number {
  const [numberA, numberB] = [keyNumber(a), keyNumber(b)];
  if (numberA !== numberB) return numberA - numberB;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function keyNumber(key: string): number {
  return /^\d{1,15}$/.test(key) ? Number(key) : Number.MAX_SAFE_INTEGER;
}

function namedKeys(logic: Logic): readonly string[] {
  if (logic.kind === 'always') return [];
  return logic.kind === 'rule' ? [logic.key] : logic.parts.flatMap(namedKeys);
}

type Tokens = {readonly tokens: readonly string[]; readonly depth: number};
type Read = {readonly ok: true; readonly logic: Logic; readonly next: number} | Refused;
type Refused = {readonly ok: false; readonly message: string};

/** Operands joined by one word: an OR chain of AND chains of keys and parentheses. */
function readChain(input: Tokens, start: number, word: 'and' | 'or'): Read {
  const parts: Logic[] = [];
  let next = start;
  while (true) {
    const part = word === 'or' ? readChain(input, next, 'and') : readOperand(input, next);
    if (!part.ok) return part;
    parts.push(part.logic);
    next = part.next;
    if (input.tokens[next]?.toLowerCase() !== word) break;
    next += 1;
  }
  const [only, ...others] = parts;
  return {ok: true, logic: only && others.length === 0 ? only : {kind: word, parts}, next};
}

function readOperand(input: Tokens, at: number): Read {
  const token = input.tokens[at];
  if (token === undefined || token === ')' || isWord(token)) return unexpected(token, 'a rule');
  if (token !== '(') return {ok: true, logic: {kind: 'rule', key: token}, next: at + 1};
  if (input.depth >= deepest) return {ok: false, message: `has more than ${deepest} nested parentheses`};
  const inner = readChain({...input, depth: input.depth + 1}, at + 1, 'or');
  if (!inner.ok) return inner;
  const close = input.tokens[inner.next];
  return close === ')' ? {...inner, next: inner.next + 1} : unexpected(close, "')'");
}

function isWord(token: string): boolean {
  return ['and', 'or'].includes(token.toLowerCase());
}

function unexpected(token: string | undefined, expected: string): Refused {
  return {
    ok: false,
    message: `expects ${expected} ${token === undefined ? 'at its end' : `before '${token}'`}`,
  };
}
