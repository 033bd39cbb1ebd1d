/** `POST /sync/v1/enrol`: a till shows a single-use code and becomes a device with a token of its own. */
import {z} from 'zod';
import {epochMsSchema} from '../kernel/epoch.ts';
import {idSchema} from '../kernel/id.ts';

export const publicKeySchema = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  y: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});
export type PublicKey = z.output<typeof publicKeySchema>;

export const enrolRequestSchema = z.object({
  protocol: z.int(),
  /** As shown by the server, dashes and case do not matter. */
  code: z.string().min(4).max(40),
  /** Made by the till and kept until it is enrolled: a lost answer is asked for again with the same nonce. */
  nonce: z.string().min(16).max(100),
  shell: z.enum(['electron', 'browser']),
  /** Where the till keeps its second copy of the ledger. */
  journal: z.enum(['file', 'origin', 'none']),
  /** From protocol 2 on: the till's public key (ECDSA P-256, JSON Web Key); its private half never leaves the machine. */
  publicKey: publicKeySchema.optional(),
});
export type EnrolRequest = z.output<typeof enrolRequestSchema>;

export const enrolmentSchema = z.object({
  deviceId: idSchema('till'),
  epoch: z.int().positive(),
  /** Bearer token of this till, shown once. */
  token: z.string().min(32),
  /** When `token` ends; a till with a key asks for the next one at `POST /sync/v1/token`. Absent: it does not end. */
  tokenExpiresAtMs: epochMsSchema.optional(),
  projectId: idSchema('proj'),
  projectName: z.string(),
  storeId: idSchema('store'),
  storeName: z.string(),
  tillName: z.string(),
  /** Number of the till in the project, printed in receipt numbers. */
  tillNumber: z.int().positive(),
  /** Running number of the last receipt the server has of this till: one that lost its books goes on after it. */
  lastReceiptSequence: z.int().nonnegative(),
  serverMs: epochMsSchema,
});
export type Enrolment = z.output<typeof enrolmentSchema>;

/** `POST /sync/v1/token`: a new token for one that ends, proven by the till's key over `tokenText`. */
export const tokenRequestSchema = z.object({
  deviceId: idSchema('till'),
  epoch: z.int().positive(),
  nonce: z.string().min(16).max(100),
  wallMs: epochMsSchema,
  signature: z.string().max(200),
});
export type TokenRequest = z.output<typeof tokenRequestSchema>;

export const issuedTokenSchema = z.object({
  token: z.string().min(32),
  tokenExpiresAtMs: epochMsSchema,
  serverMs: epochMsSchema,
});
export type IssuedToken = z.output<typeof issuedTokenSchema>;

/** What the till's key signs to be given a new token. */
export function tokenText({deviceId, epoch, nonce, wallMs}: Omit<TokenRequest, 'signature'>): string {
  return ['counterfoil token 2', deviceId, epoch, nonce, wallMs].join('\n');
}

/** `GET /sync/v1/demo`, demo mode on loopback only: what lets a newcomer start without reading anything. */
export const demoOfferSchema = z.object({
  /** An enrolment code for the first till; null once it is enrolled. */
  enrolmentCode: z.string().nullable(),
  staff: z.array(z.object({name: z.string(), role: z.enum(['cashier', 'manager']), pin: z.string()})),
});
export type DemoOffer = z.output<typeof demoOfferSchema>;
