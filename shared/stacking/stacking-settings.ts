import {z} from 'zod';
import {idSchema} from '../kernel/id.ts';

const categoryIds = z.array(idSchema('cat')).max(1000).optional();
const categoryLimit = z.int().min(1).max(30);

/**
 * How many redeemables an order may use together, which exclude each other, in what order they go and what happens
 * when one of them fails (Voucherify's stacking rules, semantics.md C.2, with its defaults). Absent is the default.
 */
export const stackingSettingsSchema = z.object({
  /** Most redeemables in one request, 1–30. */
  redeemablesLimit: z.int().min(1).max(30),
  /** Most redeemables applied; the rest are skipped, 1–30. */
  applicableRedeemablesLimit: z.int().min(1).max(30),
  /** ALL: one refusal refuses the request. PARTIAL: what can apply does. */
  applicationMode: z.enum(['ALL', 'PARTIAL']),
  /** What becomes of a redeemable that could be used and takes nothing off: used all the same, or left unused. */
  noEffectRule: z.enum(['REDEEM_ANYWAY', 'SKIP']),
  /** By category instead. */
  noEffectSkipCategories: categoryIds,
  noEffectRedeemAnywayCategories: categoryIds,
  /** Most applied of one category; absent: no limit. */
  perCategoryLimit: categoryLimit.optional(),
  /** By category id instead. */
  categoryLimits: z.record(idSchema('cat'), categoryLimit).optional(),
  /** Categories whose redeemables exclude common ones. */
  exclusiveCategories: categoryIds,
  /** Most exclusive ones applied (default 1), and of one exclusive category (default 1; null: no limit). */
  exclusiveLimit: z.int().min(1).max(30).optional(),
  exclusivePerCategoryLimit: categoryLimit.nullable().optional(),
  /** Categories that go with everything. */
  jointCategories: categoryIds,
  /** REQUESTED_ORDER is the default. */
  sortingRule: z.enum(['REQUESTED_ORDER', 'CATEGORY_HIERARCHY']).optional(),
  /** JOINT_ALWAYS_LAST (default), or joint ones sorted among the others. */
  groupedSortingRule: z.enum(['JOINT_ALWAYS_LAST', 'COMBINED']).optional(),
  /** STACK (default), or ONCE: a line is discounted by one redeemable only. */
  productsApplicationMode: z.enum(['STACK', 'ONCE']).optional(),
  /** DISCOUNTED_AMOUNT (default): each works on what the earlier ones left. INITIAL_AMOUNT: on the price at the start. */
  calculationMode: z.enum(['DISCOUNTED_AMOUNT', 'INITIAL_AMOUNT']).optional(),
  initialAmountCategories: categoryIds,
  discountedAmountCategories: categoryIds,
  /** WITH_ORDER (default): a rollback cancels the order and takes its discounts off. */
  rollbackOrderMode: z.enum(['WITH_ORDER', 'WITHOUT_ORDER']).optional(),
});
export type StackingSettings = z.output<typeof stackingSettingsSchema>;

export const defaultStackingSettings: StackingSettings = {
  redeemablesLimit: 30,
  applicableRedeemablesLimit: 5,
  applicationMode: 'ALL',
  noEffectRule: 'REDEEM_ANYWAY',
};
