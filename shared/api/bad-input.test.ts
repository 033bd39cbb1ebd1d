/** The mistakes that everybody makes at least once: each has its key and message of the catalogue (semantics.md I). */
import {expect, test} from 'vitest';
import type {z} from 'zod';
import {cart} from '../../test/builders/cart.ts';
import {facts, request} from '../../test/builders/facts.ts';
import {amount, coupon, type Offer} from '../../test/builders/offers.ts';
import {condition} from '../../test/builders/rules.ts';
import {onlyRefusal} from '../../test/builders/sell.ts';
import {decide} from '../decision/decide.ts';
import type {DecisionRequest} from '../decision/request.ts';
import {present} from '../kernel/assert.ts';
import {currencySchema} from '../money/currency.ts';
import {parseDefinition} from '../rules/parse-definition.ts';
import {definitionProblem} from './definition-problem.ts';
import type {ApiProblem} from './error.ts';
import {payloadProblem} from './payload-problem.ts';
import {duplicatedRedeemables, redeemBody, toRedeemables} from './redeem-body.ts';
import {refusalProblem, subjectOf} from './refusal-problem.ts';
import {voucherBody} from './voucher-body.ts';

function bodyProblem(schema: z.ZodType, sent: unknown): ApiProblem | null {
  const read = schema.safeParse(sent);
  return read.success ? null : payloadProblem(read.error.issues, schema, sent);
}

function ruleProblem(rules: unknown): ApiProblem | null {
  const parsed = parseDefinition({rules});
  return parsed.ok ? null : definitionProblem(parsed);
}

function decisionProblem(offer: Offer, more: Partial<DecisionRequest> = {}): ApiProblem {
  const given = facts([offer]);
  const decision = decide(given, {...request(cart({mug: 900}), [offer]), ...more});
  const subject = subjectOf(offer.requested, offer.voucher?.id ?? null, given);
  return refusalProblem(present(onlyRefusal(decision), 'a refusal'), subject);
}

const one = (n: number | string) => ({object: 'voucher', id: `C${n}`});
const discounted = (discount: unknown) => bodyProblem(voucherBody, {discount});
const asked = (redeemables: unknown, order?: unknown) => bodyProblem(redeemBody, {redeemables, order});
const divided = {type: 'FIXED', fixedMinor: null, fixedFormula: '1 / (3 - 3)', effect: null} as const;

test.each<[string, () => ApiProblem | null, string]>([
  [
    'a discount of more than everything',
    () => discounted({type: 'PERCENT', percent_off: 101}),
    'invalid_payload | Invalid payload | Property .discount.percent_off should be <= 100',
  ],
  [
    'a discount below zero',
    () => discounted({type: 'AMOUNT', amount_off: -1}),
    'invalid_payload | Invalid payload | Property .discount.amount_off should be >= 0',
  ],
  [
    'a rule without its property',
    () => ruleProblem({1: condition('customer.metadata', {$is: ['gold']}), logic: '1'}),
    "invalid_validation_rules | Invalid Validation Rule Definition | Rule 'customer.metadata' must have a 'property'",
  ],
  [
    'an unknown operator',
    () => ruleProblem({1: condition('order.amount', {$is_about: [5]}), logic: '1'}),
    'invalid_validation_rules | Invalid Validation Rule Definition | ' +
      'Property .rules.1.conditions.$is_about is not a known operator',
  ],
  [
    'a formula that divides by zero, without a value to fall back to',
    () => decisionProblem(coupon('A', divided)),
    'invalid_validation_rules | Invalid Validation Rule Definition | discount The discount has no value. 1 / (3 - 3): division by zero',
  ],
  [
    'another currency',
    () => decisionProblem(amount('A', 100), {currency: currencySchema.parse('CHF')}),
    'invalid_order | Invalid order | A has no value in CHF',
  ],
  [
    '31 redeemables',
    () => asked(Array.from({length: 31}, (_, n) => one(n))),
    'invalid_payload | Invalid payload | Property .redeemables should have at most 30 items',
  ],
  [
    'the same redeemable twice',
    () => duplicatedRedeemables(toRedeemables(redeemBody.parse({redeemables: [one(1), one(2), one(1)]}))),
    'duplicated_redeemables | Duplicated redeemables detected | Duplicated redeemables detected in one redemption',
  ],
  [
    'an amount beyond 2^53',
    () => asked([one(1)], {amount: 2 ** 53}),
    'invalid_payload | Invalid payload | Property .order.amount should be <= 9007199254740991',
  ],
])('%s', (_why, problem, expected) => {
  const {key, message, details} = present(problem(), 'a problem');
  expect(`${key} | ${message} | ${details}`).toBe(expected);
});

test('at the till the 31st redeemable, a repetition and an amount beyond 2^53 refuse only themselves', () => {
  const offers = Array.from({length: 31}, (_, n) => amount(`C${n}`, 1));
  const {verdicts, order} = decide(
    facts(offers),
    request(cart({mug: 900}), [...offers, ...offers.slice(0, 1)]),
  );
  const refusals = verdicts.map(verdict => (verdict.status === 'applied' ? 'applied' : verdict.refusal.code));
  expect(refusals.slice(0, 6)).toEqual([...Array<string>(5).fill('applied'), 'applicable_limit_reached']);
  expect(refusals.slice(30)).toEqual(['redeemables_limit_reached', 'duplicate']);
  expect(order.totalMinor).toBe(895);

  const huge = cart({mug: {price: Number.MAX_SAFE_INTEGER, quantity: 2}});
  const [verdict] = decide(facts([amount('A', 1)]), request(huge, [amount('A', 1)])).verdicts;
  expect(verdict).toMatchObject({status: 'inapplicable', refusal: {code: 'amount_missing'}});
});

test('a day of the week that no number can hold exactly is refused like any other', () => {
  const sent = {gift: {amount: 100}, validity_day_of_week: [2 ** 53]};
  expect(bodyProblem(voucherBody, sent)?.details).toMatch(
    /^Property \.validity_day_of_week\[0\] should be <= /,
  );
});
