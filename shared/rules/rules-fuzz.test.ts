import fc from 'fast-check';
import {expect, test} from 'vitest';
import {anySituation} from '../../test/builders/any-rules.ts';
import {contextOf} from '../../test/builders/ask-rules.ts';
import type {JsonValue} from '../kernel/metadata.ts';
import {compileRules} from './compile-rules.ts';
import {operators} from './operators.ts';
import {parseDefinition} from './parse-definition.ts';
import {ruleNames} from './rule-names.ts';

/** Words of the grammar, mostly right and in the wrong places. */
const word = fc.oneof(
  fc.constantFrom(...ruleNames.keys(), ...operators.keys()),
  fc.constantFrom(
    'and',
    'or',
    '(1',
    '1',
    '2',
    'logic',
    'rules',
    'name',
    'property',
    'conditions',
    '__proto__',
    'constructor',
  ),
  fc.constantFrom(
    '$from',
    '2026-11-20',
    '18:00;20:00;1',
    '2026-02-30;P1D;PT1H',
    '9'.repeat(400),
    'cafe\u0301',
    '\ud800',
  ),
  fc.string({maxLength: 8}),
);
const scalar = fc.oneof(
  word,
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom(null, -0, 1e308, 2 ** 53),
);
const operand: fc.Arbitrary<unknown> = fc.oneof(
  scalar,
  fc.jsonValue({maxDepth: 3}),
  fc.record({object: word, id: word, source_id: scalar, key: word, value: word}, {requiredKeys: []}),
);
const conditions = fc.oneof(
  {weight: 9, arbitrary: fc.dictionary(word, fc.array(operand, {maxLength: 3}), {maxKeys: 3})},
  {weight: 1, arbitrary: fc.jsonValue()},
);

const {set} = fc.letrec(tie => ({
  rule: fc.oneof(
    {
      weight: 9,
      arbitrary: fc.record(
        {
          name: fc.oneof(
            {weight: 9, arbitrary: fc.constantFrom(...ruleNames.keys())},
            {weight: 1, arbitrary: scalar},
          ),
          property: fc.option(word),
          conditions,
          rules: fc.option(tie('set'), {freq: 2, nil: {}}),
          error: fc.option(fc.jsonValue({maxDepth: 1}), {freq: 1}),
        },
        {requiredKeys: ['name', 'conditions']},
      ),
    },
    {weight: 1, arbitrary: scalar},
  ),
  set: fc.oneof(
    {depthSize: 'small', maxDepth: 4},
    fc.record(
      {
        '1': tie('rule'),
        '2': tie('rule'),
        logic: fc.constantFrom('1', '1 and 2', '1 or 2', '(1', '', 3, null),
      },
      {requiredKeys: ['1']},
    ),
    fc.dictionary(word, tie('rule'), {maxKeys: 3}),
  ),
}));

const wire = fc.record(
  {
    rules: fc.oneof(set, fc.jsonValue()),
    bundle_rules: fc.oneof(set, fc.jsonValue()),
    applicable_to: fc.oneof(set, fc.jsonValue()),
  },
  {requiredKeys: ['rules']},
);

test('[R20] 20,000 strange definitions are read or refused, and what is read can be asked', () => {
  let read = 0;
  fc.assert(
    fc.property(wire, anySituation, (sent, [items, given]) => {
      const parsed = parseDefinition(sent);
      if (!parsed.ok) {
        expect(parsed.message).not.toBe('');
        return;
      }
      read += 1;
      const {rules, applicableTo} = parsed.definition;
      const one = {
        kind: 'validation_rule' as const,
        id: 'val_R' as const,
        version: 1,
        name: 'R',
        rules,
        applicableTo,
        error: null,
      };
      const context = contextOf(items, given);
      expect(compileRules(one).ask(context).passed).toBe(compileRules(one).test(context));
    }),
    {numRuns: 20_000, seed: 3},
  );
  expect(read).toBeGreaterThan(500);
}, 120_000);

test('[R6] rules that no parser saw are asked without fail', () => {
  const stored = fc.record({
    logic: fc.constantFrom('1', '1 and 2', '1 and', 'toString'),
    byKey: fc.dictionary(
      fc.constantFrom('1', '2', '__proto__'),
      fc.record({
        name: fc.oneof(fc.constantFrom(...ruleNames.keys()), word),
        property: fc.option(word),
        conditions: fc.dictionary(
          word,
          fc.array(
            fc.jsonValue().map(value => value as JsonValue),
            {maxLength: 2},
          ),
          {maxKeys: 2},
        ),
        rules: fc.constant({logic: '', byKey: {}}),
      }),
    ),
  });
  const applicableTo = {includedAll: false, included: [], excluded: []};
  fc.assert(
    fc.property(stored, anySituation, (rules, [items, given]) => {
      const one = {
        kind: 'validation_rule' as const,
        id: 'val_R' as const,
        version: 1,
        name: 'R',
        rules,
        applicableTo,
        error: null,
      };
      const context = contextOf(items, given);
      expect(compileRules(one).ask(context).passed).toBe(compileRules(one).test(context));
    }),
    {numRuns: 5000, seed: 3},
  );
}, 120_000);
