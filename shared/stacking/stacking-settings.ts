import {z} from 'zod';

/**
 * How many redeemables an order may use together and what happens when one of them fails
 * (Voucherify's stacking rules, semantics.md C.2, with its defaults).
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
});
export type StackingSettings = z.output<typeof stackingSettingsSchema>;

export const defaultStackingSettings: StackingSettings = {
  redeemablesLimit: 30,
  applicableRedeemablesLimit: 5,
  applicationMode: 'ALL',
  noEffectRule: 'REDEEM_ANYWAY',
};
