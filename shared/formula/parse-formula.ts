/**
 * Reads a formula. From loosest to tightest: OR, AND, NOT, comparison, `+ -`, `* / %`, unary minus; comparisons do not
 * chain. The first problem is told with its place. Nothing throws and nothing hangs: a problem moves the reader to the
 * end of the text, and length, depth and number of parts are limited.
 */
import {comparisons} from './formula-functions.ts';
import type {ArithmeticOperator, ComparisonOperator, Formula, FormulaNode} from './formula-node.ts';
import {
  expectSign,
  type FormulaReader,
  fail,
  isNextName,
  nested,
  part,
  peek,
  readerOf,
  shown,
  take,
} from './formula-reader.ts';
import {rationalFrom, wholeRational} from './rational.ts';
import {readName} from './read-name.ts';
import {resultKind} from './result-kind.ts';
import {tokenise} from './token.ts';

export type ParsedFormula =
  | {readonly ok: true; readonly formula: Formula}
  /** `at` counts characters from 0. */
  | {readonly ok: false; readonly at: number; readonly message: string};

const mostChars = 5000;
const mostKept = 2000;
const kept = new Map<string, ParsedFormula>();

/** Reads each text once and keeps the answer. */
export function parseFormula(text: string): ParsedFormula {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const parsed = read(text);
  if (kept.size >= mostKept) kept.clear();
  kept.set(text, parsed);
  return parsed;
}

function read(text: string): ParsedFormula {
  if (text.length > mostChars)
    return {ok: false, at: mostChars, message: `a formula has at most ${mostChars} characters`};
  const split = tokenise(text);
  if (!split.ok) return split;
  const reader = readerOf(split.tokens);
  const root = readExpression(reader);
  const next = peek(reader);
  if (next.kind !== 'end') fail(reader, next.at, `expected an operator or the end, found ${shown(next)}`);
  const kind = resultKind(root);
  if (kind !== 'any') fail(reader, root.at, `a formula gives a number, this one gives ${kind}`);
  if (reader.problem !== null) return {ok: false, ...reader.problem};
  return {ok: true, formula: {text, root}};
}

function readExpression(reader: FormulaReader): FormulaNode {
  return readJoined(reader, 'or', () => readJoined(reader, 'and', () => readNot(reader)));
}

function readJoined(reader: FormulaReader, kind: 'and' | 'or', readPart: () => FormulaNode): FormulaNode {
  let left = readPart();
  while (isNextName(reader, kind.toUpperCase())) {
    take(reader);
    const right = readPart();
    left = part(reader, {kind, left, right, at: left.at, end: right.end});
  }
  return left;
}

function readNot(reader: FormulaReader): FormulaNode {
  if (!isNextName(reader, 'NOT')) return readComparison(reader);
  const {at} = take(reader);
  const of = nested(reader, readNot);
  return part(reader, {kind: 'not', of, at, end: of.end});
}

function readComparison(reader: FormulaReader): FormulaNode {
  const left = readSum(reader);
  const operator = nextComparison(reader);
  if (operator === undefined) return left;
  take(reader);
  const right = readSum(reader);
  if (nextComparison(reader) !== undefined)
    return fail(reader, peek(reader).at, 'one comparison cannot follow another: join them with AND');
  return part(reader, {kind: 'comparison', operator, left, right, at: left.at, end: right.end});
}

function nextComparison(reader: FormulaReader): ComparisonOperator | undefined {
  const token = peek(reader);
  return token.kind === 'name' || token.kind === 'sign' ? comparisons.get(token.value) : undefined;
}

function readSum(reader: FormulaReader): FormulaNode {
  return readArithmetic(reader, ['+', '-'], () =>
    readArithmetic(reader, ['*', '/', '%'], () => readUnary(reader)),
  );
}

function readArithmetic(
  reader: FormulaReader,
  operators: readonly ArithmeticOperator[],
  readPart: () => FormulaNode,
): FormulaNode {
  let left = readPart();
  for (;;) {
    const token = peek(reader);
    const operator = operators.find(sign => token.kind === 'sign' && token.value === sign);
    if (operator === undefined) return left;
    take(reader);
    const right = readPart();
    left = part(reader, {kind: 'arithmetic', operator, left, right, at: left.at, end: right.end});
  }
}

function readUnary(reader: FormulaReader): FormulaNode {
  const token = peek(reader);
  if (token.kind !== 'sign' || token.value !== '-') return readValue(reader);
  take(reader);
  const of = nested(reader, readUnary);
  return part(reader, {kind: 'minus', of, at: token.at, end: of.end});
}

function readValue(reader: FormulaReader): FormulaNode {
  const token = take(reader);
  const {at, end} = token;
  if (token.kind === 'number')
    return part(reader, {kind: 'number', value: rationalFrom(token.value) ?? wholeRational(0), at, end});
  if (token.kind === 'text') return part(reader, {kind: 'text', value: token.value, at, end});
  if (token.kind === 'name') return readName(reader, token, readExpression);
  if (token.kind === 'end' || token.value !== '(')
    return fail(reader, at, `expected a value, found ${shown(token)}`);
  const inner = nested(reader, readExpression);
  expectSign(reader, ')', 'for the bracket opened before');
  return inner;
}
