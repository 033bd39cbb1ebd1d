/** The place in a formula up to which it has been read, and the first problem found. */
import type {FormulaNode} from './formula-node.ts';
import {wholeRational} from './rational.ts';
import type {Token} from './token.ts';

export interface FormulaReader {
  readonly tokens: readonly Token[];
  index: number;
  depth: number;
  parts: number;
  problem: {readonly at: number; readonly message: string} | null;
}

const mostParts = 1000;
const mostDepth = 60;
const pastEnd: Token = {kind: 'end', at: 0, end: 0, value: ''};

export function readerOf(tokens: readonly Token[]): FormulaReader {
  return {tokens, index: 0, depth: 0, parts: 0, problem: null};
}

export function peek({tokens, index}: FormulaReader): Token {
  return tokens[index] ?? pastEnd;
}

/** The next token; the end of the text stays the next. */
export function take(reader: FormulaReader): Token {
  const token = peek(reader);
  if (token.kind !== 'end') reader.index += 1;
  return token;
}

/** Goes past the sign if it comes next. */
export function takeSign(reader: FormulaReader, sign: string): boolean {
  const token = peek(reader);
  const isNext = token.kind === 'sign' && token.value === sign;
  if (isNext) reader.index += 1;
  return isNext;
}

/** Whether one of these words comes next. */
export function isNextName(reader: FormulaReader, name: string): boolean {
  const token = peek(reader);
  return token.kind === 'name' && token.value === name;
}

export function expectSign(reader: FormulaReader, sign: string, where: string): void {
  if (takeSign(reader, sign)) return;
  fail(reader, peek(reader).at, `expected "${sign}" ${where}, found ${shown(peek(reader))}`);
}

/** Keeps the first problem and moves to the end, so that every loop stops. The node stands in for what is not there. */
export function fail(reader: FormulaReader, at: number, message: string): FormulaNode {
  reader.problem ??= {at, message};
  reader.index = reader.tokens.length - 1;
  return {kind: 'number', value: wholeRational(0), at, end: at};
}

/** Counts a node; a formula of more parts than anybody would write is refused. */
export function part(reader: FormulaReader, node: FormulaNode): FormulaNode {
  reader.parts += 1;
  return reader.parts > mostParts ? fail(reader, node.at, `a formula has at most ${mostParts} parts`) : node;
}

/** Reads something nested one deeper. */
export function nested(reader: FormulaReader, read: (reader: FormulaReader) => FormulaNode): FormulaNode {
  if (reader.depth >= mostDepth)
    return fail(reader, peek(reader).at, `a formula nests at most ${mostDepth} deep`);
  reader.depth += 1;
  const node = read(reader);
  reader.depth -= 1;
  return node;
}

/** A token as a message names it. */
export function shown(token: Token): string {
  if (token.kind === 'end') return 'the end';
  return token.kind === 'text'
    ? `the text "${token.value}"`
    : `"${'written' in token ? token.written : token.value}"`;
}
