import {z} from 'zod';
import type {Decision} from '../decision/decision.ts';
import type {StackingSettings} from '../stacking/stacking-settings.ts';
import {orderWire} from './order-object.ts';
import {
  applicableWire,
  inapplicableWire,
  presentDecidedOrder,
  presentVerdicts,
  type ResultContext,
  skippedWire,
} from './redeemable-result.ts';

const stackingRulesWire = z.object({
  redeemables_limit: z.int(),
  applicable_redeemables_limit: z.int(),
  applicable_exclusive_redeemables_limit: z.int(),
  /** null: no limit. */
  applicable_redeemables_per_category_limit: z.null(),
  applicable_redeemables_category_limits: z.record(z.string(), z.int()),
  exclusive_categories: z.array(z.string()),
  joint_categories: z.array(z.string()),
  redeemables_application_mode: z.enum(['ALL', 'PARTIAL']),
  redeemables_sorting_rule: z.literal('REQUESTED_ORDER'),
  redeemables_products_application_mode: z.literal('STACK'),
  redeemables_no_effect_rule: z.enum(['REDEEM_ANYWAY', 'SKIP']),
  no_effect_skip_categories: z.array(z.string()),
  no_effect_redeem_anyway_categories: z.array(z.string()),
  redeemables_rollback_order_mode: z.literal('WITH_ORDER'),
  grouped_redeemables_sorting_rule: z.literal('JOINT_ALWAYS_LAST'),
  discount_calculation_mode: z.literal('DISCOUNTED_AMOUNT'),
});

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

function presentStackingRules(stacking: StackingSettings): z.output<typeof stackingRulesWire> {
  return {
    redeemables_limit: stacking.redeemablesLimit,
    applicable_redeemables_limit: stacking.applicableRedeemablesLimit,
    applicable_exclusive_redeemables_limit: 1,
    applicable_redeemables_per_category_limit: null,
    applicable_redeemables_category_limits: {},
    exclusive_categories: [],
    joint_categories: [],
    redeemables_application_mode: stacking.applicationMode,
    redeemables_sorting_rule: 'REQUESTED_ORDER',
    redeemables_products_application_mode: 'STACK',
    redeemables_no_effect_rule: stacking.noEffectRule,
    no_effect_skip_categories: [],
    no_effect_redeem_anyway_categories: [],
    redeemables_rollback_order_mode: 'WITH_ORDER',
    grouped_redeemables_sorting_rule: 'JOINT_ALWAYS_LAST',
    discount_calculation_mode: 'DISCOUNTED_AMOUNT',
  };
}
