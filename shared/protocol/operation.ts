/**
 * An operation: something a till did, in an append-only, hash-chained sequence per device and epoch.
 * (device, epoch, sequence) and the hash make it idempotent: the server applies each once and answers each.
 */
import {z} from 'zod';
import {type ContentHash, contentHash, contentHashSchema} from '../kernel/content-hash.ts';
import {epochMsSchema} from '../kernel/epoch.ts';
import {idSchema} from '../kernel/id.ts';
import {editSchema} from './edit.ts';
import {rollbackNoticeSchema} from './rollback-notice.ts';
import {saleSchema} from './sale.ts';
import {voidSchema} from './void.ts';

const operationBodySchema = z.discriminatedUnion('kind', [
  z.object({kind: z.literal('sale'), sale: saleSchema}),
  /** Gives back `amount` of a lease; already durable on the till when this is sent. */
  z.object({kind: z.literal('lease-return'), leaseId: idSchema('lease'), amount: z.int().positive()}),
  // From protocol 2 on; an older server keeps them in quarantine until it is newer.
  z.object({kind: z.literal('void'), void: voidSchema}),
  z.object({kind: z.literal('edit'), edit: editSchema}),
  /** The till knows of a rollback; what it took back itself of that sale stands before this in its chain. */
  z.object({
    kind: z.literal('rollback-seen'),
    rollback: rollbackNoticeSchema,
    /** Where the till still keeps the sale. */
    saleId: idSchema('sale').nullable(),
  }),
  /** A person was locked out after wrong PINs; for the audit trail. */
  z.object({kind: z.literal('lockout'), staffId: idSchema('staff'), failures: z.int().positive()}),
]);
export type OperationBody = z.output<typeof operationBodySchema>;

/** How far the till trusted its time: corrected by the server since this start, or its own clock only. */
const operationClockSchema = z.object({
  correctedMs: epochMsSchema,
  wallMs: epochMsSchema,
  source: z.enum(['server', 'device']),
});

export const operationContentSchema = z.object({
  schemaVersion: z.literal(1),
  id: idSchema('op'),
  deviceId: idSchema('till'),
  epoch: z.int().positive(),
  /** Gapless from 1 within an epoch. */
  sequence: z.int().positive(),
  /** Hash of the operation before, null for the first. */
  previousHash: contentHashSchema.nullable(),
  clock: operationClockSchema,
  body: operationBodySchema,
});
export type OperationContent = z.output<typeof operationContentSchema>;

export const operationSchema = operationContentSchema.extend({hash: contentHashSchema});
export type Operation = z.output<typeof operationSchema>;

/** The hash covers everything but itself. */
export function hashOperation(content: OperationContent): ContentHash {
  return contentHash(content);
}

/**
 * What became of an operation. `accepted`: as the till decided. `accepted-stale`: its facts were outdated when it
 * happened. `accepted-diff`: this server's engine decides otherwise; posted as the till granted it. `conflict`:
 * posted, and a person must look (`detail` says why). `quarantined`: kept as received, not understood.
 */
export const operationOutcomes = [
  'accepted',
  'accepted-stale',
  'accepted-diff',
  'conflict',
  'quarantined',
] as const;
export type OperationOutcome = (typeof operationOutcomes)[number];
