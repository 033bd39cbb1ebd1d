import {z} from 'zod';
import {metadataBody, nonEmptyText, priceBody, shortText} from './wire-values.ts';

/** `POST /v1/products`: an upsert on `id` or `source_id`; what is not sent stays as it is. */
export const productBody = z.looseObject({
  id: nonEmptyText.nullish(),
  source_id: nonEmptyText.nullish(),
  name: shortText.nullish(),
  price: priceBody.nullish(),
  attributes: z.array(shortText).max(100).nullish(),
  image_url: z.string().max(2000).nullish(),
  metadata: metadataBody.nullish(),
});
export type ProductBody = z.output<typeof productBody>;
