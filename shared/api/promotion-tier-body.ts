import {z} from 'zod';
import {discountBody} from './discount-body.ts';
import {checkWindowsBody, windowsBody} from './windows-body.ts';
import {dateBody, metadataBody, nonEmptyText, shortText} from './wire-values.ts';

/** A cart promotion's tier (semantics.md A.5). Without `hierarchy` it comes after the campaign's last one. */
export const promotionTierBody = z
  .looseObject({
    name: nonEmptyText,
    banner: shortText.nullish(),
    action: z.looseObject({discount: discountBody}),
    hierarchy: z.int().min(1).max(1_000_000).nullish(),
    active: z.boolean().nullish(),
    start_date: dateBody.nullish(),
    expiration_date: dateBody.nullish(),
    ...windowsBody,
    metadata: metadataBody.nullish(),
    validation_rules: z.array(nonEmptyText).max(1).nullish(),
  })
  .check(checkWindowsBody);
export type PromotionTierBody = z.output<typeof promotionTierBody>;
