/** What begins with a name: IF, SWITCH, functions, comparisons written as functions, and operands. */
import {isoCivilDate, isoInstantMs} from '../calendar/iso-instant.ts';
import {closestName} from './closest-name.ts';
import {comparisons, formulaFunctions} from './formula-functions.ts';
import type {ComparisonOperator, FormulaNode, FunctionName, SwitchCase} from './formula-node.ts';
import {
  expectSign,
  type FormulaReader,
  fail,
  isNextName,
  nested,
  part,
  peek,
  shown,
  take,
  takeSign,
} from './formula-reader.ts';
import {type OperandSource, operands, takesKey} from './operand.ts';
import type {Token} from './token.ts';

type ReadExpression = (reader: FormulaReader) => FormulaNode;

/** Reads on after the name, which has been taken. `readExpression` reads an argument. */
export function readName(reader: FormulaReader, token: Token, readExpression: ReadExpression): FormulaNode {
  const name = token.value;
  if (name === 'IF') return readIf(reader, token, readExpression);
  if (name === 'SWITCH') return readSwitch(reader, token, readExpression);
  if (name === 'TRUE' || name === 'FALSE')
    return part(reader, {kind: 'flag', value: name === 'TRUE', at: token.at, end: token.end});
  if (name === 'TODAY' || name === 'NOW') return readPresent(reader, token);
  const called = formulaFunctions.get(name);
  if (called !== undefined) return readCall(reader, token, called, readExpression);
  const operator = comparisons.get(name);
  if (operator !== undefined) return readComparisonCall(reader, token, operator, readExpression);
  const source = operands.get(name);
  return source === undefined ? unknown(reader, token) : readOperand(reader, token, source);
}

function readIf(reader: FormulaReader, token: Token, readExpression: ReadExpression): FormulaNode {
  const args = readArguments(reader, 'IF', readExpression);
  const [condition, whenTrue, whenFalse] = args;
  if (condition === undefined || whenTrue === undefined || whenFalse === undefined || args.length > 3)
    return fail(reader, token.at, 'IF has three arguments: IF(condition; value; other value)');
  return part(reader, {kind: 'if', condition, whenTrue, whenFalse, at: token.at, end: endOf(reader)});
}

function readSwitch(reader: FormulaReader, token: Token, readExpression: ReadExpression): FormulaNode {
  expectSign(reader, '(', 'after SWITCH');
  const subject = nested(reader, readExpression);
  expectSign(reader, ';', 'after what SWITCH looks at');
  const cases: SwitchCase[] = [];
  while (isNextName(reader, 'SWITCH_CASE')) {
    cases.push(readCase(reader, readExpression));
    takeSign(reader, ';');
  }
  if (cases.length === 0)
    return fail(reader, peek(reader).at, 'SWITCH needs at least one SWITCH_CASE("value"; result)');
  const closes = peek(reader);
  const otherwise = closes.kind === 'sign' && closes.value === ')' ? null : nested(reader, readExpression);
  expectSign(reader, ')', 'at the end of SWITCH');
  return part(reader, {kind: 'switch', subject, cases, otherwise, at: token.at, end: endOf(reader)});
}

function readCase(reader: FormulaReader, readExpression: ReadExpression): SwitchCase {
  const token = take(reader);
  const args = readArguments(reader, 'SWITCH_CASE', readExpression);
  const [when, gives] = args;
  if (when !== undefined && gives !== undefined && args.length === 2) return {when, gives};
  const broken = fail(reader, token.at, 'SWITCH_CASE has two arguments: SWITCH_CASE("value"; result)');
  return {when: broken, gives: broken};
}

function readPresent(reader: FormulaReader, token: Token): FormulaNode {
  if (takeSign(reader, '(')) expectSign(reader, ')', `after ${token.value}(`);
  return part(reader, {kind: token.value === 'NOW' ? 'now' : 'today', at: token.at, end: endOf(reader)});
}

function readCall(
  reader: FormulaReader,
  token: Token,
  {name, least, most}: {readonly name: FunctionName; readonly least: number; readonly most: number},
  readExpression: ReadExpression,
): FormulaNode {
  const opens = peek(reader);
  const isBare = least === 0 && !(opens.kind === 'sign' && opens.value === '(');
  const args = isBare ? [] : readArguments(reader, name, readExpression);
  if (args.length < least || args.length > most)
    return fail(reader, token.at, countMessage(name, least, most));
  const [first] = args;
  if (first?.kind === 'text' && name === 'DATE' && isoCivilDate(first.value) === null)
    return fail(reader, first.at, 'DATE needs a day like "2026-11-20"');
  if (first?.kind === 'text' && name === 'DATE_TIME' && isoInstantMs(first.value) === null)
    return fail(reader, first.at, 'DATE_TIME needs a time like "2026-11-20T18:00"');
  return part(reader, {kind: 'call', name, args, at: token.at, end: endOf(reader)});
}

function countMessage(name: string, least: number, most: number): string {
  const counts = least === most ? `${least}` : `${least} to ${most}`;
  return `${name} has ${counts} argument${most === 1 ? '' : 's'}`;
}

function readComparisonCall(
  reader: FormulaReader,
  token: Token,
  operator: ComparisonOperator,
  readExpression: ReadExpression,
): FormulaNode {
  const opens = peek(reader);
  if (!(opens.kind === 'sign' && opens.value === '('))
    return fail(reader, token.at, `expected a value before ${shown(token)}`);
  const args = readArguments(reader, token.value, readExpression);
  const [left, right] = args;
  if (left === undefined || right === undefined || args.length > 2)
    return fail(reader, token.at, countMessage(token.value, 2, 2));
  return part(reader, {kind: 'comparison', operator, left, right, at: token.at, end: endOf(reader)});
}

function readOperand(reader: FormulaReader, token: Token, source: OperandSource): FormulaNode {
  let key: string | null = null;
  if (takesKey(source)) {
    expectSign(reader, '(', `after ${token.value}`);
    const named = take(reader);
    if (named.kind !== 'text' || named.value === '')
      return fail(reader, named.at, `${token.value} needs the name of an attribute in quotes`);
    key = named.value;
    expectSign(reader, ')', `after the attribute of ${token.value}`);
  }
  return part(reader, {kind: 'operand', name: token.value, source, key, at: token.at, end: endOf(reader)});
}

/** `(a; b; …)`; an empty list only as `()`. */
function readArguments(reader: FormulaReader, name: string, readExpression: ReadExpression): FormulaNode[] {
  expectSign(reader, '(', `after ${name}`);
  if (takeSign(reader, ')')) return [];
  const args = [nested(reader, readExpression)];
  while (takeSign(reader, ';')) args.push(nested(reader, readExpression));
  expectSign(reader, ')', `at the end of ${name}`);
  return args;
}

function unknown(reader: FormulaReader, token: Token): FormulaNode {
  if (token.value === 'SWITCH_CASE')
    return fail(reader, token.at, 'SWITCH_CASE stands within SWITCH(…) only');
  const known = [...operands.keys(), ...formulaFunctions.keys(), 'IF', 'SWITCH', 'TODAY', 'NOW'];
  const closest = closestName(token.value, known);
  const hint = closest === null ? '' : `; did you mean ${closest}?`;
  return fail(reader, token.at, `${shown(token)} is not known in formulas${hint}`);
}

/** Where the token before the next one ends. */
function endOf({tokens, index}: FormulaReader): number {
  return tokens[index - 1]?.end ?? 0;
}
