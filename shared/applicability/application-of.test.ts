import {expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {entry, ofCollection, select, selectBy, selecting} from '../../test/builders/selection.ts';
import {applicationSchema} from './application.ts';

const basket = cart({mug: {price: 2_400, quantity: 3}, tea: {price: 800, quantity: 4}, lamp: 500});

test('[AP24] entries are listed with their lines in the order of application, excluding ones with what they keep out', () => {
  const rule = {
    included: [ofCollection('a11pr0dUc75', {effect: 'APPLY_FROM_CHEAPEST'}), entry('gone')],
    excluded: [entry('lamp'), entry('gone')],
  };
  expect(select(rule, basket).application).toEqual({
    applicable: [
      {ruleId: 'val_own', entry: 0, lineIndices: [1, 0]},
      {ruleId: 'val_own', entry: 1, lineIndices: []},
    ],
    inapplicable: [
      {ruleId: 'val_own', entry: 0, lineIndices: [2]},
      {ruleId: 'val_own', entry: 1, lineIndices: []},
    ],
  });
});

test('[AP24] a line is listed under every entry that matches it (guide-qual-all-logged-in)', () => {
  const rule = {included: [ofCollection('a11pr0dUc75'), entry('mug', {strict: true})]};
  const {applicable} = select(rule, basket).application;
  expect(applicable.map(({lineIndices}) => lineIndices)).toEqual([[0, 1, 2], [0]]);
});

test('[AP24] every rule is listed', () => {
  const rules = [
    selecting({included: [entry('mug'), entry('tea')]}, 'val_own'),
    selecting({excluded: [entry('tea')]}, 'val_campaign'),
  ];
  expect(selectBy(rules, basket).application).toEqual({
    applicable: [
      {ruleId: 'val_own', entry: 0, lineIndices: [0]},
      {ruleId: 'val_own', entry: 1, lineIndices: []},
    ],
    inapplicable: [{ruleId: 'val_campaign', entry: 0, lineIndices: [1]}],
  });
});

test('[AP25] units are listed where units count, or part of a line was taken', () => {
  const rule = {
    included: [
      entry('mug', {target: 'UNIT'}),
      entry('tea', {quantityLimit: 2}),
      entry('lamp', {quantityLimit: 2}),
      ofCollection('a11pr0dUc75'),
    ],
  };
  const selection = select(rule, basket);
  expect(selection.application.applicable).toEqual([
    {ruleId: 'val_own', entry: 0, lineIndices: [0], units: [{lineIndex: 0, units: [1, 2, 3]}]},
    {ruleId: 'val_own', entry: 1, lineIndices: [1], units: [{lineIndex: 1, units: [1, 2]}]},
    {ruleId: 'val_own', entry: 2, lineIndices: [2]},
    {ruleId: 'val_own', entry: 3, lineIndices: [0, 1, 2]},
  ]);
  expect(applicationSchema.parse(selection.application)).toEqual(selection.application);
  expect(selection.application).toBe(selection.application);
});

test.each([
  [997, {units: [{lineIndex: 0, units: [1, 2]}]}],
  [998, {unitsLimitExceeded: true}],
])('[AP25] units of orders up to 1,000: three and %i', (others, expected) => {
  const many = cart({mug: {price: 2_400, quantity: 3}, nail: {price: 1, quantity: others}});
  const included = [entry('mug', {quantityLimit: 2}), entry('nail')];
  expect(select({included}, many).application.applicable).toEqual([
    {ruleId: 'val_own', entry: 0, lineIndices: [0], ...expected},
    {ruleId: 'val_own', entry: 1, lineIndices: [1]},
  ]);
});
