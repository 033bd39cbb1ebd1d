import {z} from 'zod';
import type {Decision} from '../decision/decision.ts';
import {orderWire} from './order-object.ts';
import {
  applicableWire,
  inapplicableWire,
  presentDecidedOrder,
  presentVerdicts,
  type ResultContext,
  skippedWire,
} from './redeemable-result.ts';
import {presentStackingRules, stackingRulesWire} from './stacking-rules-object.ts';

export const validationWire = z.object({
  id: z.string(),
  valid: z.boolean(),
  redeemables: z.array(z.union([applicableWire, inapplicableWire, skippedWire])),
  inapplicable_redeemables: z.array(inapplicableWire).optional(),
  skipped_redeemables: z.array(skippedWire).optional(),
  order: orderWire.optional(),
  tracking_id: z.string().optional(),
  stacking_rules: stackingRulesWire,
});
export type ValidationWire = z.output<typeof validationWire>;

/**
 * The answer of `POST /v1/validations` (semantics.md C.4). Where one redeemable failed in ALL mode, `redeemables`
 * shows what was tried and there is no root order; otherwise it shows what applied, the others beside it.
 */
export function presentValidation(
  id: string,
  decision: Decision,
  context: ResultContext,
  trackingId: string | null,
): ValidationWire {
  const {applicable, inapplicable, skipped} = presentVerdicts(decision, context);
  const {stacking} = context.facts.settings;
  return {
    id,
    valid: decision.valid,
    redeemables: decision.valid ? applicable : [...applicable, ...inapplicable, ...skipped],
    ...(inapplicable.length === 0 ? {} : {inapplicable_redeemables: inapplicable}),
    ...(skipped.length === 0 ? {} : {skipped_redeemables: skipped}),
    ...(decision.valid ? {order: presentDecidedOrder(decision, context)} : {}),
    ...(trackingId === null ? {} : {tracking_id: trackingId}),
    stacking_rules: presentStackingRules(stacking),
  };
}
