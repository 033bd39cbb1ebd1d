import {z} from 'zod';
import {idSchema} from '../kernel/id.ts';

/** How a PIN is checked without a connection: scrypt (RFC 7914) over the PIN with a salt of its own, all hex. */
const pinVerifierSchema = z.object({
  algorithm: z.literal('scrypt'),
  n: z.int().positive(),
  r: z.int().positive(),
  p: z.int().positive(),
  saltHex: z.string().regex(/^[0-9a-f]{32}$/),
  hashHex: z.string().regex(/^[0-9a-f]{64}$/),
});
export type PinVerifier = z.output<typeof pinVerifierSchema>;

export const staffSchema = z.object({
  kind: z.literal('staff'),
  id: idSchema('staff'),
  version: z.int().positive(),
  name: z.string(),
  role: z.enum(['cashier', 'manager']),
  active: z.boolean(),
  pin: pinVerifierSchema,
  /** The one store where this person works; absent: all. */
  storeId: idSchema('store').optional(),
});
export type Staff = z.output<typeof staffSchema>;
