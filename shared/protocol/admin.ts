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

const pinSchema = z.string().regex(/^\d{4,8}$/, {error: 'should be 4 to 8 digits'});
/** A manager's PIN approves things: a million possibilities, of which a till lets nobody try many. */
const shortestManagerPin = 6;

export const newStaffSchema = z
  .object({
    name: z.string().trim().min(1).max(120),
    role: z.enum(['cashier', 'manager']),
    pin: pinSchema,
    /** The one store where this person works; absent: all. */
    storeId: idSchema('store').optional(),
  })
  .refine(({role, pin}) => role !== 'manager' || pin.length >= shortestManagerPin, {
    path: ['pin'],
    error: 'should be 6 to 8 digits for a manager',
  });
export type NewStaff = z.output<typeof newStaffSchema>;

/** Whether somebody may still sign in. A till that was offline meanwhile hears of it when it is back. */
export const staffChangeSchema = z.object({active: z.boolean()});
export type StaffChange = z.output<typeof staffChangeSchema>;

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
  leases: z.array(
    z.object({
      account: accountKeySchema,
      remaining: z.int().positive(),
      epoch: z.int(),
      leaseId: idSchema('lease'),
      state: z.enum(['active', 'suspended', 'written_off']),
    }),
  ),
  /** Of its present epoch: `fenced` when two machines spoke as this till. */
  standing: z.enum(['good', 'fenced', 'revoked']),
  appliedSequence: z.int().nonnegative(),
  /** Operations the till no longer has, and which never arrived. */
  missingSequences: z.int().nonnegative(),
  /** When somebody was last locked out at it after wrong PINs; null where nobody was. */
  lastLockoutAtMs: epochMsSchema.nullable(),
});
export type TillView = z.output<typeof tillViewSchema>;

/** Something a till holds, and whether it may be in doubt. */
export const heldLeaseSchema = z.object({
  leaseId: idSchema('lease'),
  tillId: idSchema('till'),
  tillName: z.string(),
  storeName: z.string(),
  epoch: z.int().positive(),
  account: accountKeySchema,
  /** Units, or minor units, that the till may have spent without telling. */
  remaining: z.int().positive(),
  /** Money of it at worst, where it is known. */
  moneyMinor: z.int().nonnegative().nullable(),
  /** `suspended`: its time is over, or its till was fenced, revoked or enrolled again. Nothing of it was freed. */
  state: z.enum(['active', 'suspended', 'written_off']),
  grantedAtMs: epochMsSchema,
  expiresAtMs: epochMsSchema,
  lastSeenAtMs: epochMsSchema.nullable(),
});
export type HeldLease = z.output<typeof heldLeaseSchema>;

/** A manager gives up what a silent till holds. `confirmExposure`: the units in doubt, as they were shown. */
export const writeOffOrderSchema = z.object({
  staffId: idSchema('staff'),
  reason: z.string().trim().min(1).max(500),
  confirmExposure: z.int().nonnegative(),
});

export const writtenOffSchema = z.object({
  leases: z.array(z.object({leaseId: idSchema('lease'), account: accountKeySchema, units: z.int()})),
  exposure: z.int().nonnegative(),
});
