/**
 * An entry of `applicable_to` on the wire (semantics.md B.7): which product, SKU or collection, or with our extension
 * which product category (`object: category` with `key` and `value`, as Vouchery has them), and how far. The meaning
 * is read by `rules/parse-applicable-to.ts`; here is how an entry is kept and answered.
 */
import {z} from 'zod';
import {readSelector} from '../rules/product-selector.ts';
import type {ApplicableEntry} from '../rules/validation-rule.ts';

const limit = z.int().optional();
const formula = z.string().optional();

export const applicableEntryWire = z.object({
  object: z.enum(['product', 'sku', 'products_collection', 'category']),
  id: z.string().nullable(),
  source_id: z.string().nullable(),
  product_id: z.string().optional(),
  product_source_id: z.string().optional(),
  /** Of a category. */
  key: z.string().optional(),
  value: z.string().optional(),
  strict: z.boolean().optional(),
  effect: z.string(),
  target: z.string().optional(),
  skip_initially: limit,
  repeat: limit,
  quantity_limit: limit,
  aggregated_quantity_limit: limit,
  amount_limit: limit,
  aggregated_amount_limit: limit,
  price: limit,
  price_formula: formula,
  product_campaign_quantity_limit: limit,
  product_campaign_quantity_limit_formula: formula,
  product_customer_campaign_quantity_limit: limit,
  product_customer_campaign_quantity_limit_formula: formula,
  product_promotion_tier_quantity_limit: limit,
  product_promotion_tier_quantity_limit_formula: formula,
  product_customer_promotion_tier_quantity_limit: limit,
  product_customer_promotion_tier_quantity_limit_formula: formula,
  product_in_collection_campaign_quantity_limit: limit,
  product_in_collection_campaign_quantity_limit_formula: formula,
  product_in_collection_customer_campaign_quantity_limit: limit,
  product_in_collection_customer_campaign_quantity_limit_formula: formula,
  product_in_collection_promotion_tier_quantity_limit: limit,
  product_in_collection_promotion_tier_quantity_limit_formula: formula,
  product_in_collection_customer_promotion_tier_quantity_limit: limit,
  product_in_collection_customer_promotion_tier_quantity_limit_formula: formula,
});
export type ApplicableEntryWire = z.output<typeof applicableEntryWire>;

/** What was sent, without nulls and without what was not understood. For entries that `parseApplicableTo` accepted. */
export function toApplicableEntryWire(sent: unknown): ApplicableEntryWire {
  const fields = applicableEntryWire.partial().shape;
  const members = Object.entries(fields).flatMap(([name, field]) => {
    const value = field.safeParse(Reflect.get(Object(sent), name) ?? undefined);
    return value.data === undefined ? [] : [[name, value.data]];
  });
  const selector = readSelector(sent);
  const object = selector?.category === undefined ? (selector?.object ?? 'product') : 'category';
  return applicableEntryWire.parse({
    id: null,
    source_id: null,
    effect: 'APPLY_TO_EVERY',
    ...Object.fromEntries(members),
    object,
  });
}

/** An entry of the engine in Voucherify's shape. */
export function presentApplicableEntry(entry: ApplicableEntry): ApplicableEntryWire {
  return applicableEntryWire.parse(
    withoutUndefined({
      object: entry.category === undefined ? entry.object : 'category',
      id: entry.id,
      source_id: entry.sourceId,
      key: entry.category?.key,
      value: entry.category?.value,
      strict: entry.strict,
      effect: entry.effect ?? 'APPLY_TO_EVERY',
      target: entry.target,
      skip_initially: entry.skipInitially,
      repeat: entry.repeat,
      quantity_limit: entry.quantityLimit,
      aggregated_quantity_limit: entry.aggregatedQuantityLimit,
      amount_limit: entry.amountLimitMinor,
      aggregated_amount_limit: entry.aggregatedAmountLimitMinor,
      price: entry.priceMinor,
      price_formula: entry.priceFormula,
      ...unitLimits(entry),
    }),
  );
}

function unitLimits({unitLimits: limits = []}: ApplicableEntry): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    limits.flatMap(({scope, perProduct, limit: most, limitFormula}): [string, unknown][] => {
      const name = `product_${perProduct === true ? 'in_collection_' : ''}${scope}_quantity_limit`;
      return [
        [name, most],
        [`${name}_formula`, limitFormula],
      ];
    }),
  );
}

function withoutUndefined(members: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
