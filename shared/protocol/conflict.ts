/**
 * A conflict: something a person must look at. What happened was posted all the same; nothing here undoes a sale, and
 * nothing that moves money resolves itself. `GET /sync/v1/admin/conflicts`, `POST …/conflicts/<id>/resolve`.
 */
import {z} from 'zod';
import {epochMsSchema} from '../kernel/epoch.ts';
import {idSchema} from '../kernel/id.ts';
import {accountKeySchema} from '../ledger/account-key.ts';

/** The classes of docs/sync.md: C1 used twice … C10 units on silent tills. */
export const conflictClasses = ['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'C8', 'C9', 'C10'] as const;
export type ConflictClass = (typeof conflictClasses)[number];

/** What a person may do about it; each class offers some of them, the likeliest first. */
const resolutions = [
  'accept_loss',
  'charge_customer',
  'raise_limit',
  'block_voucher',
  'keep_server',
  'keep_till',
  'enrol_again',
  'retry',
  'write_off',
  'dismiss',
] as const;
export type Resolution = (typeof resolutions)[number];

const conflictEventSchema = z.object({
  atMs: epochMsSchema,
  /** Who: a staff id, or `server`. */
  actor: z.string(),
  event: z.enum(['opened', 'noted', 'assigned', 'resolved', 'reopened']),
  note: z.string().nullable(),
});
export type ConflictEvent = z.output<typeof conflictEventSchema>;

export const conflictViewSchema = z.object({
  id: z.string(),
  class: z.enum(conflictClasses),
  status: z.enum(['open', 'resolved']),
  tillId: idSchema('till').nullable(),
  operationId: z.string().nullable(),
  account: accountKeySchema.nullable(),
  /** Units of the account, where units are at stake. */
  amount: z.int().nullable(),
  /** Money at stake in minor units, where it is known. */
  moneyMinor: z.int().nullable(),
  detail: z.string(),
  /** What there is to see: receipts, the three versions of an edit, hashes. By class. */
  evidence: z.record(z.string(), z.unknown()),
  suggested: z.array(z.enum(resolutions)),
  resolution: z.enum(resolutions).nullable(),
  openedAtMs: epochMsSchema,
  resolvedAtMs: epochMsSchema.nullable(),
  trail: z.array(conflictEventSchema),
});
export type ConflictView = z.output<typeof conflictViewSchema>;

export const resolveConflictSchema = z.object({
  resolution: z.enum(resolutions),
  staffId: idSchema('staff'),
  note: z.string().max(1000).nullable().default(null),
  /** With `write_off`: the units in doubt as they were shown. */
  confirmExposure: z.int().nonnegative().optional(),
});
/** A word on a conflict, by anybody who works here; or, to open it again, by a manager. */
export const noteConflictSchema = z.object({
  staffId: idSchema('staff'),
  note: z.string().trim().min(1).max(1000),
});
export type NoteConflict = z.output<typeof noteConflictSchema>;

export const conflictPageSchema = z.object({
  conflicts: z.array(conflictViewSchema),
  /** Ask again with `after` this for older ones; absent on the last page. */
  next: z.string().optional(),
});
export type ConflictPage = z.output<typeof conflictPageSchema>;

export type ResolveConflict = z.output<typeof resolveConflictSchema>;
