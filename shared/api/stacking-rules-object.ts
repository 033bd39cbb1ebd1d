import {z} from 'zod';
import type {StackingSettings} from '../stacking/stacking-settings.ts';

/** A project's stacking rules as validations and qualifications answer them (semantics.md C.2). */
export const stackingRulesWire = z.object({
  redeemables_limit: z.int(),
  applicable_redeemables_limit: z.int(),
  /** null: no limit. */
  applicable_redeemables_per_category_limit: z.int().nullable(),
  applicable_redeemables_category_limits: z.record(z.string(), z.int()),
  applicable_exclusive_redeemables_limit: z.int(),
  applicable_exclusive_redeemables_per_category_limit: z.int().nullable(),
  exclusive_categories: z.array(z.string()),
  joint_categories: z.array(z.string()),
  redeemables_application_mode: z.enum(['ALL', 'PARTIAL']),
  redeemables_sorting_rule: z.enum(['REQUESTED_ORDER', 'CATEGORY_HIERARCHY']),
  redeemables_products_application_mode: z.enum(['STACK', 'ONCE']),
  redeemables_no_effect_rule: z.enum(['REDEEM_ANYWAY', 'SKIP']),
  no_effect_skip_categories: z.array(z.string()),
  no_effect_redeem_anyway_categories: z.array(z.string()),
  redeemables_rollback_order_mode: z.enum(['WITH_ORDER', 'WITHOUT_ORDER']),
  grouped_redeemables_sorting_rule: z.enum(['JOINT_ALWAYS_LAST', 'COMBINED']),
  discount_calculation_mode: z.enum(['DISCOUNTED_AMOUNT', 'INITIAL_AMOUNT']),
  initial_amount_mode_categories: z.array(z.string()),
  discounted_amount_mode_categories: z.array(z.string()),
});

export function presentStackingRules(stacking: StackingSettings): z.output<typeof stackingRulesWire> {
  return {
    redeemables_limit: stacking.redeemablesLimit,
    applicable_redeemables_limit: stacking.applicableRedeemablesLimit,
    applicable_redeemables_per_category_limit: stacking.perCategoryLimit ?? null,
    applicable_redeemables_category_limits: {...stacking.categoryLimits},
    applicable_exclusive_redeemables_limit: stacking.exclusiveLimit ?? 1,
    applicable_exclusive_redeemables_per_category_limit:
      stacking.exclusivePerCategoryLimit === undefined ? 1 : stacking.exclusivePerCategoryLimit,
    exclusive_categories: stacking.exclusiveCategories ?? [],
    joint_categories: stacking.jointCategories ?? [],
    redeemables_application_mode: stacking.applicationMode,
    redeemables_sorting_rule: stacking.sortingRule ?? 'REQUESTED_ORDER',
    redeemables_products_application_mode: stacking.productsApplicationMode ?? 'STACK',
    redeemables_no_effect_rule: stacking.noEffectRule,
    no_effect_skip_categories: stacking.noEffectSkipCategories ?? [],
    no_effect_redeem_anyway_categories: stacking.noEffectRedeemAnywayCategories ?? [],
    redeemables_rollback_order_mode: stacking.rollbackOrderMode ?? 'WITH_ORDER',
    grouped_redeemables_sorting_rule: stacking.groupedSortingRule ?? 'JOINT_ALWAYS_LAST',
    discount_calculation_mode: stacking.calculationMode ?? 'DISCOUNTED_AMOUNT',
    initial_amount_mode_categories: stacking.initialAmountCategories ?? [],
    discounted_amount_mode_categories: stacking.discountedAmountCategories ?? [],
  };
}
