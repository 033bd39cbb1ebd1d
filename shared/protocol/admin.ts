/** `/sync/v1/admin/…`: stores, people and tills, for whoever holds a management key. */
import {z} from 'zod';
import {epochMsSchema} from '../kernel/epoch.ts';
import {idSchema} from '../kernel/id.ts';
import {accountKeySchema} from '../ledger/account-key.ts';

export const newStoreSchema = z.object({
  /** The owner's own name for the store; vouchers name it in `metadata.home_store`. */
  sourceId: z.string().trim().min(1).max(120),
  name: z.string().trim().min(1).max(120),
  addressLines: z.array(z.string().max(120)).max(6).default([]),
});
export type NewStore = z.output<typeof newStoreSchema>;

export const storeViewSchema = z.object({id: idSchema('store'), sourceId: z.string(), name: z.string()});

export const newStaffSchema = z.object({
  name: z.string().trim().min(1).max(120),
  role: z.enum(['cashier', 'manager']),
  pin: z.string().regex(/^\d{4,8}$/, {error: 'should be 4 to 8 digits'}),
});
export type NewStaff = z.output<typeof newStaffSchema>;

export const staffViewSchema = z.object({
  id: idSchema('staff'),
  name: z.string(),
  role: z.enum(['cashier', 'manager']),
});

export const newTillSchema = z.object({
  storeId: idSchema('store'),
  name: z.string().trim().min(1).max(120),
});
export type NewTill = z.output<typeof newTillSchema>;

/** A code is shown once; the server keeps only its hash. */
export const issuedCodeSchema = z.object({
  tillId: idSchema('till'),
  tillName: z.string(),
  tillNumber: z.int().positive(),
  enrolmentCode: z.string(),
  expiresAtMs: epochMsSchema,
});
export type IssuedCode = z.output<typeof issuedCodeSchema>;

export const tillViewSchema = z.object({
  id: idSchema('till'),
  number: z.int().positive(),
  name: z.string(),
  storeId: idSchema('store'),
  storeName: z.string(),
  status: z.enum(['waiting', 'active', 'revoked']),
  shell: z.string().nullable(),
  journal: z.string().nullable(),
  epoch: z.int().nonnegative(),
  enrolledAtMs: epochMsSchema.nullable(),
  lastSeenAtMs: epochMsSchema.nullable(),
  /** Its wall clock minus the server's, when it was more than five minutes off; null when it is right. */
  clockSkewMs: z.int().nullable(),
  /** Units it may still spend, by account; in doubt until the till reports them. */
  leases: z.array(z.object({account: accountKeySchema, remaining: z.int().positive(), epoch: z.int()})),
  appliedSequence: z.int().nonnegative(),
  /** Operations the till no longer has, and which never arrived. */
  missingSequences: z.int().nonnegative(),
});
export type TillView = z.output<typeof tillViewSchema>;

/** Something a person should look at; it was posted all the same. */
export const conflictViewSchema = z.object({
  id: z.string(),
  class: z.string(),
  tillId: idSchema('till').nullable(),
  operationId: z.string().nullable(),
  account: accountKeySchema.nullable(),
  amount: z.int().nullable(),
  detail: z.string(),
  openedAtMs: epochMsSchema,
});
export type ConflictView = z.output<typeof conflictViewSchema>;
