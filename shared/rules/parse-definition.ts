/**
 * The whole of a validation rule's meaning as sent: `rules`, `bundle_rules` and `applicable_to`. Older rules say
 * inside `rules` which products are discounted (`discounted-by-rules.ts`); that counts where `applicable_to` is not
 * given.
 */
import {discountedByRules} from './discounted-by-rules.ts';
import {parseApplicableTo} from './parse-applicable-to.ts';
import {parseBundle} from './parse-bundle.ts';
import {parseRules} from './parse-rules.ts';
import type {Problem, Refused} from './problem.ts';
import type {ValidationRule} from './validation-rule.ts';

type Definition = Pick<ValidationRule, 'rules' | 'applicableTo' | 'bundle'>;
export type ParsedDefinition = {readonly ok: true; readonly definition: Definition} | Refused;

export interface DefinitionWire {
  readonly rules?: unknown;
  readonly bundle_rules?: unknown;
  readonly applicable_to?: unknown;
}

export function parseDefinition(wire: DefinitionWire): ParsedDefinition {
  const rules = parseRules(wire.rules);
  const bundle = parseBundle(wire.bundle_rules);
  const applicable = parseApplicableTo(wire.applicable_to);
  if (rules.ok && bundle.ok && applicable.ok) {
    const isGiven = wire.applicable_to !== undefined && wire.applicable_to !== null;
    const included = isGiven ? applicable.applicableTo.included : discountedByRules(rules.rules);
    return {
      ok: true,
      definition: {
        rules: rules.rules,
        applicableTo: {...applicable.applicableTo, included},
        ...(bundle.bundle === null ? {} : {bundle: bundle.bundle}),
      },
    };
  }
  const problems = [rules, bundle, applicable].flatMap((one): readonly Problem[] =>
    one.ok ? [] : one.problems,
  );
  const [first = {where: '', message: ''}] = problems;
  return {ok: false, ...first, problems};
}
