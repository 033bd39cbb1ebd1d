/**
 * Protocol 1 as tills and servers of that version read it. Frozen: it is never changed, whatever the present schemas
 * become, and takes nothing from them. Objects let through what they do not know, as those tills did; enumerations and
 * account names do not: one that is unknown costs the whole answer.
 */
import {z} from 'zod';

const hash = z.string();
const count = z.int().nonnegative();
const account = z
  .string()
  .regex(
    /^(v:v_[^:]{1,120}:uses|g:v_[^:]{1,120}:balance|p:v_[^:]{1,120}:points|q:[a-z]+_[^:]{1,120}:[a-z_]{1,40}(:[^:]{1,130}){0,3}|u:(ord|r)_[^:]{1,120}:\d{1,3})$/,
  );
const id = (kind: string) => z.string().startsWith(`${kind}_`);
const anything = z.record(z.string(), z.unknown());

export const enrolRequestV1 = z.object({
  protocol: z.literal(1),
  code: z.string().min(4).max(40),
  nonce: z.string().min(16).max(100),
  shell: z.enum(['electron', 'browser']),
  journal: z.enum(['file', 'none']),
});

export const enrolmentV1 = z.object({
  deviceId: id('till'),
  epoch: z.int().positive(),
  token: z.string().min(32),
  projectId: id('proj'),
  projectName: z.string(),
  storeId: id('store'),
  storeName: z.string(),
  tillName: z.string(),
  tillNumber: z.int().positive(),
  lastReceiptSequence: count,
  serverMs: count,
});

export const exchangeRequestV1 = z.object({
  protocol: z.literal(1),
  deviceId: id('till'),
  epoch: z.int().positive(),
  baseSequence: z.int().positive(),
  operations: z.array(z.unknown()).max(500),
  wants: z.array(z.object({account, need: count, level: count})).max(50),
  leaseVersion: count,
  preposition: z.boolean(),
  wallMs: count,
});

const leaseV1 = z.object({
  id: id('lease'),
  account,
  granted: count,
  consumed: count,
  refunded: count,
  returned: count,
  expiresAtMs: count,
  recalled: z.boolean(),
});

export const exchangeResponseV1 = z.object({
  acknowledgements: z.array(
    z.object({
      sequence: z.int().positive(),
      hash,
      outcome: z.enum(['accepted', 'accepted-stale', 'accepted-diff', 'conflict', 'quarantined']),
      detail: z.string().nullable(),
    }),
  ),
  appliedSequence: count,
  leases: z.array(leaseV1).nullable(),
  leaseVersion: count,
  accounts: z.array(
    z.object({
      account,
      limit: count,
      posted: count,
      free: count,
      heldByTills: z.array(
        z.object({tillName: z.string(), amount: z.int().positive(), sinceMs: count, mine: z.boolean()}),
      ),
      lastUse: z
        .object({atMs: count, storeName: z.string().nullable(), receiptNumber: z.string().nullable()})
        .nullable(),
      asOfMs: count,
    }),
  ),
  feedHead: count,
  serverMs: count,
});

/** A till of protocol 1 reads changes one by one and leaves out what it does not understand. */
export const changesPageV1 = z.object({changes: z.array(z.unknown()), next: count, head: count});

const bodyV1 = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('sale'),
    sale: z.object({
      id: id('sale'),
      orderId: id('ord'),
      receiptNumber: z.string(),
      staffId: id('staff'),
      storeId: id('store'),
      currency: z.string().length(3),
      facts: anything,
      request: anything,
      decision: anything,
      decisionHash: hash,
      redemptions: z.array(z.object({id: id('r'), verdict: count})),
      parentRedemptionId: id('r').nullable(),
      spends: z.array(z.looseObject({account, amount: z.int().positive(), leaseId: id('lease')})),
      tenders: z.array(z.object({kind: z.enum(['cash', 'card']), amountMinor: z.int()})),
      changeMinor: z.int(),
    }),
  }),
  z.object({kind: z.literal('lease-return'), leaseId: id('lease'), amount: z.int().positive()}),
]);

export const operationV1 = z.object({
  schemaVersion: z.literal(1),
  id: id('op'),
  deviceId: id('till'),
  epoch: z.int().positive(),
  sequence: z.int().positive(),
  previousHash: hash.nullable(),
  clock: z.object({correctedMs: count, wallMs: count, source: z.enum(['server', 'device'])}),
  body: bodyV1,
  hash,
});
