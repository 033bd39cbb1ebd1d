import {z} from 'zod';
import {longText, metadataBody, nonEmptyText, shortText} from './wire-values.ts';

const addressBody = z.looseObject({
  city: shortText.nullish(),
  state: shortText.nullish(),
  line_1: shortText.nullish(),
  line_2: shortText.nullish(),
  country: shortText.nullish(),
  postal_code: shortText.nullish(),
});

/** A customer wherever one is sent (semantics.md A.6): an upsert on `id` or `source_id`. */
export const customerBody = z.looseObject({
  id: nonEmptyText.nullish(),
  source_id: nonEmptyText.nullish(),
  name: shortText.nullish(),
  description: longText.nullish(),
  email: shortText.nullish(),
  phone: shortText.nullish(),
  birthdate: z.iso.date({error: 'should be a date like 1990-05-31'}).nullish(),
  address: addressBody.nullish(),
  metadata: metadataBody.nullish(),
});
export type CustomerBody = z.output<typeof customerBody>;

export const customerAddressWire = z.object({
  city: z.string().nullish(),
  state: z.string().nullish(),
  line_1: z.string().nullish(),
  line_2: z.string().nullish(),
  country: z.string().nullish(),
  postal_code: z.string().nullish(),
});
export type CustomerAddress = z.output<typeof customerAddressWire>;
