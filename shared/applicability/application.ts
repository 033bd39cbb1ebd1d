import {z} from 'zod';

/**
 * What an item-level benefit touched, as Voucherify answers it (semantics.md B.7): each entry of the rule with the
 * lines it matched and, on each, the units (numbered from 1 within the line).
 */
const appliedEntrySchema = z.object({
  /** Index of the entry in the rule's `included` or `excluded` list, after its rule. */
  ruleId: z.string(),
  entry: z.int().nonnegative(),
  lineIndices: z.array(z.int().nonnegative()),
  units: z.array(z.object({lineIndex: z.int().nonnegative(), units: z.array(z.int().positive())})).optional(),
  /** More than 1,000 units: they are not listed. */
  unitsLimitExceeded: z.boolean().optional(),
});
export const applicationSchema = z.object({
  applicable: z.array(appliedEntrySchema),
  inapplicable: z.array(appliedEntrySchema),
});
export type Application = z.output<typeof applicationSchema>;

/** How often a bundle is in the cart, which units make it up, and what lacks where there is not even one. */
export const bundleResultSchema = z.object({
  quantity: z.int().nonnegative(),
  limit: z.int().positive(),
  /** Convention `incompleteSets: in_part`: units that are there of one more set, of the units that make one. */
  started: z.object({units: z.int().positive(), of: z.int().positive()}).optional(),
  identified: z.array(
    z.object({
      id: z.string(),
      object: z.string(),
      lineIndex: z.int().nonnegative(),
      quantity: z.int().positive(),
    }),
  ),
  missing: z.array(z.object({id: z.string(), object: z.string(), quantity: z.int().positive()})),
});
export type BundleResult = z.output<typeof bundleResultSchema>;
