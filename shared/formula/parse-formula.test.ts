import {expect, test} from 'vitest';
import {holds, work} from '../../test/builders/formulas.ts';
import {parseFormula} from './parse-formula.ts';

/** `place: message`, the first character being 1 as an editor counts. */
function problem(text: string): string {
  const parsed = parseFormula(text);
  return parsed.ok ? 'fine' : `${parsed.at + 1}: ${parsed.message}`;
}

test.each([
  ['2 + 3 * 4', '14'],
  ['(2 + 3) * 4', '20'],
  ['10 - 3 - 2', '5'],
  ['100 / 10 / 2', '5'],
  ['7 % 4 * 2', '6'],
  ['-2 * -3', '6'],
  ['2 - -2', '4'],
  ['--3', '3'],
  ['.5 + 1.25', '1.75'],
  ['IF(1 + 1 = 2 AND 2 > 1; 7; 8)', '7'],
  ['IF(1 = 2 OR 2 = 2 AND 1 = 1; 7; 8)', '7'],
  ['IF((1 = 1 OR 2 = 2) AND 1 = 2; 7; 8)', '8'],
  ['IF(NOT 1 = 2; 7; 8)', '7'],
  ['IF(NOT (1 = 1) OR TRUE; 7; 8)', '7'],
])('[F3] %s is %s', (text, expected) => {
  expect(work(text)).toBe(expected);
});

test.each([
  ['6 × 7 ÷ 2', '21'],
  ['10 − 4', '6'],
  ['if(2 ≥ 2 and 1 ≤ 2; 1; 0)', '1'],
  ['If(1 ≠ 2; Round(2.5); 0)', '3'],
  ['IF(1 <> 1; 1; 2)', '2'],
  ['IF(1 == 1; 1; 2)', '1'],
  ['IF(1 != 1; 1; 2)', '2'],
  ['max(1;2;3)', '3'],
])('[F2] %s is %s', (text, expected) => {
  expect(work(text)).toBe(expected);
});

test.each([
  ['ORDER_METADATA("a") is "it\'s"', "it's"],
  [`ORDER_METADATA('a') is 'say "x"'`, 'say "x"'],
  ['ORDER_METADATA("a") is "say \\"x\\""', 'say "x"'],
  ['ORDER_METADATA("a") is "C:\\\\x"', 'C:\\x'],
])('[F1] %s', (condition, a) => {
  expect(holds(condition, {metadata: {order: {a}}})).toBe('yes');
});

test.each([
  ['SWITCH(2; SWITCH_CASE(1;10) SWITCH_CASE(2;20); 30)', '20'],
  ['SWITCH(2; SWITCH_CASE(1;10); SWITCH_CASE(2;20); 30)', '20'],
  ['SWITCH(3; SWITCH_CASE(1;10) SWITCH_CASE(2;20); 30)', '30'],
  ['SWITCH(3; SWITCH_CASE(1;10) SWITCH_CASE(2;20) 30)', '30'],
  ['SWITCH(3; SWITCH_CASE(1;10))', 'no SWITCH_CASE fits 3'],
])('[F4] %s is %s', (text, expected) => {
  expect(work(text)).toBe(expected);
});

test.each([
  ['NOW IS_AFTER DATE("2026-11-01")', 'yes'],
  ['IS_AFTER(NOW; DATE("2026-11-01"))', 'yes'],
  ['IS_BEFORE(TODAY(); DATE("2026-11-01"))', 'no'],
])('[F5] %s: %s', (condition, expected) => {
  expect(holds(condition)).toBe(expected);
});

test.each([
  ['', '1: expected a value, found the end'],
  ['1 +', '4: expected a value, found the end'],
  ['ORDER_AMOUNT * 0,8', '17: arguments are separated by ";" and decimals written with "."'],
  ['ORDER_AMMOUNT * 2', '1: "ORDER_AMMOUNT" is not known in formulas; did you mean ORDER_AMOUNT?'],
  ['Banana', '1: "Banana" is not known in formulas'],
  ['IF(1 = 1; 2)', '1: IF has three arguments: IF(condition; value; other value)'],
  ['ROUND(1; 2; 3)', '1: ROUND has 1 to 2 arguments'],
  ['DAYS_SINCE()', '1: DAYS_SINCE has 1 argument'],
  ['ORDER_METADATA(city)', '16: ORDER_METADATA needs the name of an attribute in quotes'],
  ['ORDER_METADATA', '15: expected "(" after ORDER_METADATA, found the end'],
  ['ORDER_METADATA("")', '16: ORDER_METADATA needs the name of an attribute in quotes'],
  ['IF(ORDER_AMOUNT > 5; 1; 2', '26: expected ")" at the end of IF, found the end'],
  ['(1 + 2', '7: expected ")" for the bracket opened before, found the end'],
  ['1 2', '3: expected an operator or the end, found "2"'],
  ['2 )', '3: expected an operator or the end, found ")"'],
  ['10%', '4: expected a value, found the end'],
  ['IF(1 < 2 < 3; 1; 0)', '10: one comparison cannot follow another: join them with AND'],
  ['is "x"', '1: expected a value before "is"'],
  ['ORDER_METADATA("x', '16: this text has no closing quote'],
  ['ORDER_METADATA(“x”)', '16: use straight quotes (") instead of “'],
  ['3 & 4', '3: "&" has no meaning in a formula'],
  ['2x', '2: "x" cannot follow a number'],
  ['1.2.3', '4: "." cannot follow a number'],
  ['9'.repeat(41), '1: a number has at most 40 digits'],
  ['DAYS_UNTIL(DATE("24.12.2026"))', '17: DATE needs a day like "2026-11-20"'],
  ['DAYS_UNTIL(DATE("2026-02-30"))', '17: DATE needs a day like "2026-11-20"'],
  ['DAYS_UNTIL(DATE_TIME("noon"))', '22: DATE_TIME needs a time like "2026-11-20T18:00"'],
  ['SWITCH(1; 2)', '11: SWITCH needs at least one SWITCH_CASE("value"; result)'],
  ['SWITCH(1; SWITCH_CASE(1); 2)', '11: SWITCH_CASE has two arguments: SWITCH_CASE("value"; result)'],
  ['SWITCH_CASE(1; 2)', '1: SWITCH_CASE stands within SWITCH(…) only'],
  ['"ten"', '1: a formula gives a number, this one gives text'],
  ['ORDER_AMOUNT > 5', '1: a formula gives a number, this one gives a condition'],
  ['TODAY', '1: a formula gives a number, this one gives a date'],
  ['IF(1 = 1; DATE("2026-11-20"); NOW)', '1: a formula gives a number, this one gives a date'],
])('[F6] %s → %s', (text, expected) => {
  expect(problem(text)).toBe(expected);
});

test('[F6] a text may still be a number when an attribute holds one', () => {
  expect(problem('IF(1 = 1; "5"; ORDER_METADATA("x"))')).toBe('fine');
});

test.each([
  ['60 brackets', `${'('.repeat(60)}1${')'.repeat(60)}`, 'fine'],
  ['61 brackets', `${'('.repeat(61)}1${')'.repeat(61)}`, '62: a formula nests at most 60 deep'],
  ['61 signs', `${'-'.repeat(61)}1`, '62: a formula nests at most 60 deep'],
  ['61 times not', `IF(${'NOT '.repeat(60)}TRUE; 1; 2)`, '244: a formula nests at most 60 deep'],
  ['500 parts', `${'1+'.repeat(499)}1`, 'fine'],
  ['1001 parts', `${'1+'.repeat(500)}1`, '1: a formula has at most 1000 parts'],
  ['5001 characters', `${' '.repeat(5000)}1`, '5001: a formula has at most 5000 characters'],
])('[F7] %s', (_, text, expected) => {
  expect(problem(text)).toBe(expected);
});

test('a text is read once', () => {
  expect(parseFormula('ORDER_AMOUNT / 2')).toBe(parseFormula('ORDER_AMOUNT / 2'));
});
