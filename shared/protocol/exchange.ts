/**
 * `POST /sync/v1/exchange`, the one round trip of a till: operations up, answers and leases down.
 * Everything in it is a total or carries an id, so that a repeated or late message does no harm.
 */
import {z} from 'zod';
import {contentHash, contentHashSchema} from '../kernel/content-hash.ts';
import {epochMsSchema} from '../kernel/epoch.ts';
import {idSchema} from '../kernel/id.ts';
import {accountKeySchema} from '../ledger/account-key.ts';
import {leaseSchema} from '../ledger/lease.ts';
import {feedPositionSchema} from './changes.ts';
import {operationOutcomes} from './operation.ts';
import {rollbackNoticeSchema} from './rollback-notice.ts';

const wantSchema = z.object({
  account: accountKeySchema,
  /** Units the sale in progress needs; 0 when only looking. */
  need: z.int().nonnegative(),
  /** Units the till would like to hold. */
  level: z.int().nonnegative(),
  /** For a counter: the bound of the rule that asks it. A counter without one is not leased. */
  limit: z.int().nonnegative().optional(),
});

export const exchangeRequestSchema = z.object({
  protocol: z.int(),
  deviceId: idSchema('till'),
  epoch: z.int().positive(),
  /** Lowest sequence this till still has to send: the server may wait for it, and not for older ones. */
  baseSequence: z.int().positive(),
  /** Parsed one by one, so that one that cannot be read never blocks the others. */
  operations: z.array(z.unknown()).max(500),
  wants: z.array(wantSchema).max(50),
  /** The till's last seen `leaseVersion`; 0 asks for all. */
  leaseVersion: z.int().nonnegative(),
  /** Asks for the leases this till should hold for its store; sent at sign-in. */
  preposition: z.boolean(),
  wallMs: epochMsSchema,
  /** From protocol 2 on. The session of the last answer; null at the first exchange of an epoch. */
  session: z.string().max(100).nullable().optional(),
  /** ECDSA P-256 (IEEE P1363, base64url) over `signedText` of this request; required of a till that has a key. */
  signature: z.string().max(200).optional(),
});
export type ExchangeRequest = z.output<typeof exchangeRequestSchema>;

export const acknowledgementSchema = z.object({
  sequence: z.int().positive(),
  /** Hash as received; the till drops its copy only when it is its own. */
  hash: contentHashSchema,
  outcome: z.enum(operationOutcomes),
  detail: z.string().nullable(),
});
export type Acknowledgement = z.output<typeof acknowledgementSchema>;

/** The server's book on an account the till asked about: why it got what it got. */
export const accountViewSchema = z.object({
  account: accountKeySchema,
  limit: z.int().nonnegative(),
  posted: z.int().nonnegative(),
  free: z.int().nonnegative(),
  heldByTills: z.array(
    z.object({tillName: z.string(), amount: z.int().positive(), sinceMs: epochMsSchema, mine: z.boolean()}),
  ),
  lastUse: z
    .object({atMs: epochMsSchema, storeName: z.string().nullable(), receiptNumber: z.string().nullable()})
    .nullable(),
  asOfMs: epochMsSchema,
  /** A lower limit that waits for what tills hold: how many units, on how many tills. Absent: none waits. */
  pendingCut: z.object({units: z.int().positive(), tills: z.int().nonnegative()}).optional(),
  /** Units that were written off and that a silent till may have spent. Absent: none. */
  exposure: z.int().positive().optional(),
});
export type AccountView = z.output<typeof accountViewSchema>;

export const exchangeResponseSchema = z.object({
  acknowledgements: z.array(acknowledgementSchema),
  /** Highest sequence applied without a gap. Above the till's own it says that the till lost its memory. */
  appliedSequence: z.int().nonnegative(),
  /** All open leases of this device, or null when nothing changed since `leaseVersion`. */
  leases: z.array(leaseSchema).nullable(),
  leaseVersion: z.int().nonnegative(),
  accounts: z.array(accountViewSchema),
  feedHead: feedPositionSchema,
  serverMs: epochMsSchema,
  /**
   * From protocol 2 on. To be sent with the next exchange. Each answer to the present one carries the next, so that of two
   * machines with one identity one is found out; the former one is good too, for a lost answer. Taken only from the answer
   * to a request the till still waits for: a late message of an older session is answered one that nobody must come back
   * with.
   */
  session: z.string().optional(),
  /**
   * `fenced`: this identity was seen twice; nothing is granted any more, what was sold is still taken, and the till
   * must be enrolled again. `revoked`: the same, by a manager's word; what is queued is drained, then the till is wiped.
   */
  standing: z.enum(['good', 'fenced', 'revoked']).optional(),
  /** From protocol 2 on. Rollbacks elsewhere of this till's sales, each until the till's own chain says that it knows. */
  reversals: z.array(rollbackNoticeSchema).optional(),
});
export type ExchangeResponse = z.output<typeof exchangeResponseSchema>;

/**
 * What a till's key signs of an exchange: who speaks, up to which operation (the chain of hashes holds all before it),
 * and everything else it asks for. Operations are named by the last one's sequence and hash as they were sent.
 */
export function signedText(request: Omit<ExchangeRequest, 'signature'>): string {
  const {operations, deviceId, epoch, session, ...rest} = request;
  const last = operations.at(-1);
  const head = typeof last === 'object' && last !== null ? last : {};
  const sequence = 'sequence' in head ? String(head.sequence) : '';
  const hash = 'hash' in head ? String(head.hash) : '';
  const asked = contentHash({...rest, operations: operations.length});
  return ['counterfoil exchange 2', deviceId, epoch, session ?? '', sequence, hash, asked].join('\n');
}
