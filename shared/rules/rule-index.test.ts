import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {anyRuleWire, anySituation} from '../../test/builders/any-rules.ts';
import {ask, contextOf} from '../../test/builders/ask-rules.ts';
import {cart} from '../../test/builders/cart.ts';
import {customer} from '../../test/builders/facts.ts';
import {condition, products, rule} from '../../test/builders/rules.ts';
import {epochMs} from '../kernel/epoch.ts';
import {compileRules} from './compile-rules.ts';
import {buildRuleIndex} from './rule-index.ts';

describe('all ways of asking agree', () => {
  test('[R5] with and without trace, and on whether anything blocks', () => {
    fc.assert(
      fc.property(anyRuleWire, anySituation, (wire, [items, given]) => {
        const context = contextOf(items, given);
        const compiled = compileRules(rule('R', wire));
        const isMet = compiled.test(context);
        const {passed, checks} = compiled.ask(context);
        const {blocking} = compiled.refuse(context);
        expect([passed, blocking.length === 0, compiled.claims(context) !== null]).toEqual([
          isMet,
          isMet,
          isMet,
        ]);
        expect(blocking.every(check => !check.passed)).toBe(true);
        expect(ask(wire, items, given).refusal === null).toBe(isMet);
        expect(ask(wire, items, given).checks).toEqual(checks);
      }),
      {numRuns: 2000, seed: 20_261_120},
    );
  }, 120_000);

  test('[R38] looking up and asking finds what asking everybody finds', () => {
    fc.assert(
      fc.property(
        fc.array(anyRuleWire, {minLength: 1, maxLength: 12}),
        anySituation,
        (wires, [items, given]) => {
          const context = contextOf(items, given);
          const rules = wires.map((wire, at) => rule(`R${at}`, wire));
          const isMet = (at: number) => rules[at] !== undefined && compileRules(rules[at]).test(context);
          const owners = rules.map((one, at) => ({id: at, rules: [one]}));
          const found = buildRuleIndex(owners).candidates(context);
          expect(found.filter(isMet)).toEqual(owners.map(({id}) => id).filter(isMet));
          expect([...new Set(found)].sort((a, b) => a - b)).toEqual(found);
        },
      ),
      {numRuns: 500, seed: 20_261_120},
    );
  }, 120_000);
});

describe('[R38] an index', () => {
  const any = (...sourceIds: string[]) => ({
    '1': condition('order.items.any', products(...sourceIds)),
    logic: '1',
  });
  const segment = {'1': condition('customer.segment', {$is: ['seg_a']}), logic: '1'};
  const dear = {'1': condition('order.amount', {$more_than: [5000]}), logic: '1'};
  const ids = (owners: Parameters<typeof buildRuleIndex<string>>[0], context = contextOf()) =>
    buildRuleIndex(owners).candidates(context);
  const owner = (id: string, wire: unknown, more: object = {}) => ({id, rules: [rule(id, wire)], ...more});

  test('passes over what cannot be met', () => {
    const owners = [
      owner('tea', any('tea')),
      owner('cup', any('cup')),
      owner('a', segment),
      owner('dear', dear),
    ];
    expect(ids(owners)).toEqual(['tea']);
    const ada = {customer: customer('ada', {segmentIds: ['seg_a']})};
    expect(ids(owners, contextOf(cart({cup: 6000}), ada))).toEqual(['cup', 'a', 'dear']);
  });

  test('keeps whom it knows nothing of, and asks for all rules of an owner', () => {
    const owners = [
      owner('all', {logic: ''}),
      owner('none', {'1': condition('order.items.none', products('tea')), logic: '1'}),
      {id: 'both', rules: [rule('x', {logic: ''}), rule('y', any('cup'))]},
    ];
    expect(ids(owners)).toEqual(['all', 'none']);
  });

  test('knows when an owner can be used', () => {
    const now = contextOf().facts.moment.nowMs;
    const owners = [
      owner('open', any('tea'), {fromMs: now, untilMs: now}),
      owner('later', any('tea'), {fromMs: epochMs(now + 1)}),
      owner('over', any('tea'), {untilMs: epochMs(now - 1)}),
    ];
    expect(ids(owners)).toEqual(['open']);
  });

  test('looks under what few share', () => {
    const both = (category: string, sourceId: string) => ({
      '1': condition('product.metadata', {$is: [category]}, {property: 'category'}),
      '2': condition('order.items.any', products(sourceId)),
      logic: '1 and 2',
    });
    const owners = ['cup', 'jar', 'pot'].map(sourceId => owner(sourceId, both('tea', sourceId)));
    expect(ids(owners)).toEqual([]);
  });
});
