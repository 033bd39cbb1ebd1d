/** What must agree however a rule is asked, over rules and carts made up at random (test/builders/any-rules.ts). */
import fc from 'fast-check';
import {expect} from 'vitest';
import {compileRules} from '../../shared/rules/compile-rules.ts';
import {families, noFamilies} from '../../shared/rules/rule-family.ts';
import {buildRuleIndex} from '../../shared/rules/rule-index.ts';
import {anyRuleWire, anySituation} from './any-rules.ts';
import {ask, contextOf} from './ask-rules.ts';
import {rule} from './rules.ts';

const seed = 20_261_120;

/** With and without trace, and on whether anything blocks; also where some families are left out of the question. */
export function checkThatAskingAgrees(numRuns: number): void {
  fc.assert(
    fc.property(anyRuleWire, anySituation, (wire, [items, given]) => {
      for (const unasked of [undefined, noFamilies, families('customer'), families('products', 'order')]) {
        const context = contextOf(items, unasked === undefined ? given : {...given, unasked});
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
        const judged = ask(wire, items, unasked === undefined ? given : {...given, unasked});
        expect(judged.refusal === null).toBe(isMet);
        expect(judged.checks).toEqual(checks);
      }
    }),
    {numRuns, seed},
  );
}

/** Looking up and asking finds what asking everybody finds. */
export function checkThatTheIndexFindsAll(numRuns: number): void {
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
    {numRuns, seed},
  );
}
