import {describe, expect, test} from 'vitest';
import {compareKeys, isLogicKey, type Logic, logicKeys, parseLogic} from './logic.ts';

/** The expression with every grouping shown: `(1 and (2 or 3))`. */
function grouped(logic: Logic): string {
  if (logic.kind === 'always') return 'true';
  return logic.kind === 'rule' ? logic.key : `(${logic.parts.map(grouped).join(` ${logic.kind} `)})`;
}

function read(text: string): string {
  const parsed = parseLogic(text);
  return parsed.ok ? grouped(parsed.logic) : parsed.message;
}

describe('[R1] what an expression means', () => {
  test.each([
    ['1', '1'],
    ['1 and 2', '(1 and 2)'],
    ['1 or 2 and 3', '(1 or (2 and 3))'],
    ['1 and 2 or 3 and 4 or 5', '((1 and 2) or (3 and 4) or 5)'],
    ['(1 or 2) and 3', '((1 or 2) and 3)'],
    ['((1))', '1'],
    ['(1 and 2) and (3)', '((1 and 2) and 3)'],
    ['1 AND 2 Or 3', '((1 and 2) or 3)'],
    ['$RULE_ID and order-5', '($RULE_ID and order-5)'],
    ['(1)and(2)', '(1 and 2)'],
    ['  1\n\tand  2 ', '(1 and 2)'],
    ['android and Orchid', '(android and Orchid)'],
    ['__proto__ or constructor', '(__proto__ or constructor)'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

test('[R2] an empty expression is always true', () => {
  expect([read(''), read('  \n')]).toEqual(['true', 'true']);
});

describe('[R3] what is no expression, and where', () => {
  test.each([
    ['and', "expects a rule before 'and'"],
    ['1 and', 'expects a rule at its end'],
    ['1 2', "expects 'and' or 'or' before '2'"],
    ['1 and or 2', "expects a rule before 'or'"],
    ['(1 or 2', "expects ')' at its end"],
    ['1)', "expects 'and' or 'or' before ')'"],
    ['()', "expects a rule before ')'"],
    [`${'('.repeat(60)}1${')'.repeat(60)}`, 'has more than 50 nested parentheses'],
  ])('%s', (text, message) => {
    expect(read(text)).toBe(message);
  });
});

test('names each key once, numbers first and as numbers', () => {
  const parsed = parseLogic('b or 10 and (2 or 10) and a or B');
  expect(parsed.ok && logicKeys(parsed.logic)).toEqual(['2', '10', 'B', 'a', 'b']);
  expect(compareKeys('x', 'x')).toBe(0);
});

test('a key that would be read as something else cannot be named', () => {
  expect(['1', '$A', 'a.b', 'and', 'OR', 'a b', '(1', ''].filter(isLogicKey)).toEqual(['1', '$A', 'a.b']);
});

test('a very long expression is read without fail', () => {
  const text = Array.from({length: 20_000}, (_, i) => String(i)).join(' and ');
  expect(parseLogic(text).ok).toBe(true);
});
