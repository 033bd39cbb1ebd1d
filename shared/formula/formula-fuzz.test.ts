/** [F7] on whatever may be sent: token soup, mutated formulas, any text. The seeds are fixed. */
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {formulaContext, formulaLine} from '../../test/builders/formulas.ts';
import {evaluateFormula} from './evaluate-formula.ts';
import {comparisons, formulaFunctions} from './formula-functions.ts';
import {operands} from './operand.ts';
import {operandsOf} from './operands-of.ts';
import {parseFormula} from './parse-formula.ts';

const metadata = {
  n: 3,
  word: 'many',
  list: [1, 'a', {x: null}],
  on: '2026-02-28',
  '': 0,
  at: '2026-11-20T08:30Z',
};
const context = formulaContext({
  amount: 46_500,
  subtotal: 1,
  lines: [formulaLine(2000, 3, {metadata}), formulaLine(null, 1)],
  lineIndex: 0,
  metadata: {order: metadata, customer: metadata},
  voucher: {redeemedQuantity: 0},
  birthdate: '2000-02-29',
});

const names = [...operands.keys(), ...formulaFunctions.keys(), ...comparisons.keys()];
const signs = [...'+-*/%()<>=;"×÷,.'];
const words = [
  'IF',
  'SWITCH',
  'SWITCH_CASE',
  'AND',
  'OR',
  'NOT',
  'TRUE',
  'TODAY',
  'NOW',
  '"n"',
  '"list"',
  '"on"',
];
const numbers = ['0', '1', '-1', '0.5', '0.05', '64', '512', '999999999999999999999999999999', '1e5'];
const token = fc.oneof(
  fc.constantFrom(...names),
  fc.constantFrom(...signs),
  fc.constantFrom(...signs),
  fc.constantFrom(...words),
  fc.constantFrom(...numbers),
);
const soup = fc.array(token, {maxLength: 40}).map(tokens => tokens.join(' '));

/** Formulas that can be read, most of them: the evaluation is what is tried here. */
const {formula} = fc.letrec<{formula: string; condition: string}>(tie => ({
  formula: fc.oneof(
    {depthSize: 'small', withCrossShrink: true},
    fc.constantFrom(...numbers.slice(0, 8)),
    fc.constantFrom(
      'ORDER_AMOUNT',
      'ORDER_METADATA("n")',
      'ORDER_METADATA("on")',
      'ORDER_ITEM_METADATA("list")',
      'NOW',
    ),
    fc
      .tuple(tie('formula'), fc.constantFrom('+', '-', '*', '/', '%'), tie('formula'))
      .map(([a, sign, b]) => `(${a} ${sign} ${b})`),
    fc
      .tuple(fc.constantFrom('POW', 'MIN', 'MAX', 'ROUND', 'DEFAULT_TO'), tie('formula'), tie('formula'))
      .map(([f, a, b]) => `${f}(${a}; ${b})`),
    fc
      .tuple(fc.constantFrom('DAYS_SINCE', 'MONTHS_UNTIL', 'YEAR', 'DATE', 'FLOOR'), tie('formula'))
      .map(([f, a]) => `${f}(${a})`),
    fc.tuple(tie('condition'), tie('formula'), tie('formula')).map(([c, a, b]) => `IF(${c}; ${a}; ${b})`),
    fc
      .tuple(tie('formula'), tie('formula'), tie('formula'))
      .map(([a, b, c]) => `SWITCH(${a}; SWITCH_CASE(${b}; ${c}))`),
  ),
  condition: fc.oneof(
    {depthSize: 'small'},
    fc
      .tuple(
        tie('formula'),
        fc.constantFrom('<', '=', 'is', 'contains', 'IS_AFTER', 'IN_ARRAY'),
        tie('formula'),
      )
      .map(([a, sign, b]) => `${a} ${sign} ${b}`),
    fc
      .tuple(tie('condition'), fc.constantFrom('AND', 'OR'), tie('condition'))
      .map(([a, word, b]) => `(${a} ${word} ${b})`),
    tie('condition').map(condition => `NOT ${condition}`),
  ),
}));

const mutated = fc.tuple(formula, fc.nat(), fc.nat(3), token).map(([text, at, length, replacement]) => {
  const place = text.length === 0 ? 0 : at % text.length;
  return text.slice(0, place) + replacement + text.slice(place + length);
});

/** A refusal with a place in the text, or a result: a number, or a reason. */
function answersTo(text: string): void {
  const parsed = parseFormula(text);
  if (!parsed.ok) {
    expect(parsed.message).not.toBe('');
    expect(parsed.at >= 0 && parsed.at <= text.length).toBe(true);
    return;
  }
  operandsOf(parsed.formula);
  const result = evaluateFormula(parsed.formula, context);
  if (!result.ok) expect(result.message).not.toBe('');
  else expect(result.value.bottom > 0).toBe(true);
}

test.each([
  ['token soup', soup, 20_000],
  ['mutated formulas', mutated, 20_000],
  ['formulas that can be read', formula, 5000],
  ['any text', fc.string({unit: 'binary', maxLength: 60}), 5000],
])(
  '[F7] neither throws nor hangs: %s',
  (_, texts, numRuns) => {
    fc.assert(fc.property(texts, answersTo), {seed: 20_261_120, numRuns});
  },
  60_000,
);

test('[F7] the worst formulas that fit are answered before the test is given up as hanging', () => {
  for (const text of [
    `${'POW(123456.789;19.95)+'.repeat(220)}1`,
    `${'1/3+'.repeat(249)}0`,
    `${'1/997+1/991*'.repeat(90)}1`,
    `${'POW(3;512)*'.repeat(240)}1`,
    `MAX(${'POW(2;0.05);'.repeat(99)}1)`,
  ])
    answersTo(text);
});
