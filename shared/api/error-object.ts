import {z} from 'zod';

/** How every refusal looks on the wire. */
export const errorWire = z.looseObject({
  code: z.int(),
  key: z.string(),
  message: z.string(),
  details: z.string().optional(),
  request_id: z.string(),
  resource_id: z.string().optional(),
  resource_type: z.string().optional(),
  error: z.object({message: z.string()}).optional(),
});
