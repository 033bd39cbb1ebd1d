import {expect, test} from 'vitest';
import {operandsOf} from './operands-of.ts';
import {parseFormula} from './parse-formula.ts';

function reads(text: string): readonly string[] | string {
  const parsed = parseFormula(text);
  if (!parsed.ok) return parsed.message;
  return operandsOf(parsed.formula).map(({name, key}) => (key === null ? name : `${name} ${key}`));
}

test.each([
  ['5', []],
  ['ORDER_AMOUNT + ORDER_AMOUNT * 2', ['ORDER_AMOUNT']],
  [
    'IF(NOT ORDER_AMOUNT > 5; -ORDER_ITEM_PRICE; DEFAULT_TO(ORDER_METADATA("x"); TODAY))',
    ['ORDER_AMOUNT', 'ORDER_ITEM_PRICE', 'ORDER_METADATA x'],
  ],
  [
    'SWITCH(ORDER_METADATA("x"); SWITCH_CASE(ORDER_METADATA("y"); 1); VOUCHER_PUBLISH_COUNT)',
    ['ORDER_METADATA x', 'ORDER_METADATA y', 'VOUCHER_PUBLISH_COUNT'],
  ],
  ['SWITCH(ORDER_AMOUNT; SWITCH_CASE(1; 2))', ['ORDER_AMOUNT']],
])('%s reads %j', (text, expected) => {
  expect(reads(text)).toEqual(expected);
});
