/** Qualification against asking for each redeemable by itself, over random books, carts and customers. */
import fc from 'fast-check';
import {expect, test, vi} from 'vitest';
import {decide} from '../../shared/decision/decide.ts';
import {explain} from '../../shared/explain/explain.ts';
import {prepareBook} from '../../shared/qualification/book.ts';
import {qualify} from '../../shared/qualification/qualify.ts';
import {families} from '../../shared/rules/rule-family.ts';
import {facts as factsOf, openingMs, request as requestOf} from '../builders/facts.ts';
import {anyCart, anyCircumstances, anyOffers} from './arbitraries.ts';

vi.setConfig({testTimeout: 60_000});

const anyCase = fc.tuple(anyCart, anyOffers, anyCircumstances);
const unasked = families('budget', 'initial');

test('[QU1] [QU12] a row for exactly what would be used by itself, with the same order', () => {
  fc.assert(
    fc.property(anyCase, ([cart, offers, {mode: _mode, noEffect = 'REDEEM_ANYWAY', ...more}]) => {
      const given = {...more, stacking: {...more.stacking, noEffectRule: noEffect}};
      const known = factsOf(offers, given);
      const {customer, availability, nowMs: _, ...book} = known;
      const asked = {cart, nowMs: known.nowMs, customer, availability, limit: 100};
      const answer = qualify(prepareBook(book), {...asked, customerMetadata: given.customerMetadata ?? {}});
      if (!answer.ok) throw new Error(answer.message);
      const expected = new Map<string, unknown>();
      for (const offer of offers) {
        const [one] = requestOf(cart, [offer], given).redeemables;
        const redeemables =
          one?.object === 'voucher' ? [{...one, creditsMinor: null}] : one === undefined ? [] : [one];
        const {verdicts} = decide(
          known,
          {...requestOf(cart, [], given), redeemables},
          {trace: false, unasked},
        );
        const [verdict] = verdicts;
        if (verdict?.status !== 'applied') continue;
        expected.set(offer.voucher?.code ?? offer.tier?.id ?? '', verdict.order);
      }
      expect(new Map(answer.rows.map(row => [row.id, row.order]))).toEqual(expected);
    }),
    {numRuns: 400},
  );
});

test('[QU11] a near miss would qualify with its remedies, or lacks more than one thing', () => {
  fc.assert(
    fc.property(anyCase, ([cart, offers, given]) => {
      const {customer, availability, nowMs: _, ...book} = factsOf(offers, given);
      const answer = qualify(prepareBook(book), {
        cart,
        nowMs: openingMs,
        customer,
        availability,
        nearMisses: 50,
      });
      if (!answer.ok) throw new Error(answer.message);
      const rows = new Set(answer.rows.map(({id}) => id));
      for (const {id, remedies} of answer.nearMisses) {
        expect(rows.has(id)).toBe(false);
        expect(remedies.length).toBeGreaterThan(0);
      }
    }),
    {numRuns: 200},
  );
});

test('[EX2] [EX7] every explanation is finite and its outcomes are whole decisions', () => {
  fc.assert(
    fc.property(anyCase, ([cart, offers, given]) => {
      const [known, asked] = [factsOf(offers, given), requestOf(cart, offers, given)];
      const decision = decide(known, asked);
      const {verdicts} = explain(known, asked, decision);
      expect(verdicts.map(({verdict}) => verdict)).toEqual(decision.verdicts);
      for (const {refusal, mendings, state} of verdicts) {
        if (refusal === null) expect([mendings, state]).toEqual([[], 'applied']);
        for (const {outcome} of mendings) {
          expect(outcome?.totalMinor ?? 0).toBeGreaterThanOrEqual(0);
          expect(outcome === null || outcome.isApplied === (outcome.refusal === null)).toBe(true);
        }
      }
    }),
    {numRuns: 300},
  );
});
