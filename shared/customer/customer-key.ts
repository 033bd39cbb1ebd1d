import {z} from 'zod';
import {idSchema} from '../kernel/id.ts';

/**
 * What tills seal a customer's data with before it enters their chain of operations: 32 random bytes, base64url. It lies
 * beside the customer under the customer's id and goes with them; what was sealed with it is then unreadable everywhere.
 */
export const customerKeySchema = z.object({
  kind: z.literal('customer_key'),
  id: idSchema('cust'),
  version: z.int().positive(),
  key: z.string().length(43),
});
export type CustomerKey = z.output<typeof customerKeySchema>;
