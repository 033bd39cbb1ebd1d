import type {FieldReader} from './field-reader.ts';
import type {ApplicableEntry} from './validation-rule.ts';

type UnitLimit = NonNullable<ApplicableEntry['unitLimits']>[number];

/** The wire's eight fields, each with a `_formula` beside it. */
const fields: readonly (readonly [field: string, scope: UnitLimit['scope'], perProduct: boolean])[] = [
  ['product_campaign_quantity_limit', 'campaign', false],
  ['product_customer_campaign_quantity_limit', 'customer_campaign', false],
  ['product_promotion_tier_quantity_limit', 'promotion_tier', false],
  ['product_customer_promotion_tier_quantity_limit', 'customer_promotion_tier', false],
  ['product_in_collection_campaign_quantity_limit', 'campaign', true],
  ['product_in_collection_customer_campaign_quantity_limit', 'customer_campaign', true],
  ['product_in_collection_promotion_tier_quantity_limit', 'promotion_tier', true],
  ['product_in_collection_customer_promotion_tier_quantity_limit', 'customer_promotion_tier', true],
];

/** Discounted units over time. A formula without a number has the fallback 0: what cannot be worked out gives nothing. */
export function readUnitLimits(read: FieldReader): UnitLimit[] | undefined {
  const limits = fields.flatMap(([field, scope, perProduct]): UnitLimit[] => {
    const limit = read.whole(field, 0);
    const limitFormula = read.formula(`${field}_formula`);
    if (limit === undefined && limitFormula === undefined) return [];
    return [
      {
        scope,
        limit: limit ?? 0,
        ...(limitFormula === undefined ? {} : {limitFormula}),
        ...(perProduct ? {perProduct} : {}),
      },
    ];
  });
  return limits.length === 0 ? undefined : limits;
}
