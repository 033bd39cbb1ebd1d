/**
 * Where a till keeps what proves who it is. On the desktop that is the operating system's key store, which also
 * outlives a wiped browser storage; in a browser there is only the ledger database.
 */
import {z} from 'zod';
import {epochMsSchema} from '../../shared/kernel/epoch.ts';
import {type Enrolment, enrolmentSchema} from '../../shared/protocol/enrol.ts';

/** Who this till is: its enrolment without what is secret or momentary, and the server that enrolled it. */
export const tillIdentitySchema = enrolmentSchema
  .omit({token: true, tokenExpiresAtMs: true, lastReceiptSequence: true, serverMs: true})
  .extend({
    serverUrl: z.string(),
    /** Under what its key lies in `till-keys.ts`; absent: it was enrolled without one. */
    keyId: z.string().optional(),
  });
export type TillIdentity = z.output<typeof tillIdentitySchema>;

export const enrolmentSecretSchema = z.object({
  identity: tillIdentitySchema,
  token: z.string(),
  /** Absent: the token does not end. */
  tokenExpiresAtMs: epochMsSchema.optional(),
  /** Last receipt number used before this enrolment; the journal of this enrolment does not know it. */
  receiptSequence: z.int().nonnegative().default(0),
});
export type EnrolmentSecret = z.output<typeof enrolmentSecretSchema>;

type SecretWritten =
  /** `weak`: kept under a password anyone can know; a manager should hear of it. */
  {readonly ok: true; readonly weak: boolean} | {readonly ok: false; readonly message: string};

export interface EnrolmentSecrets {
  /** Null when nothing is kept, or when the key store no longer opens what it holds. */
  read(): Promise<EnrolmentSecret | null>;
  /**
   * Why what may be kept cannot be had, in words; null when it can, or when nothing is kept. With trouble, a machine
   * that seems new may well be a till.
   */
  trouble(): Promise<string | null>;
  write(secret: EnrolmentSecret): Promise<SecretWritten>;
}

/** `keyId` is null where the till was enrolled without a key. */
export function identityOf(enrolment: Enrolment, serverUrl: string, keyId: string | null): TillIdentity {
  const {
    token: _token,
    tokenExpiresAtMs: _ends,
    lastReceiptSequence: _last,
    serverMs: _serverMs,
    ...identity
  } = enrolment;
  return {...identity, serverUrl, ...(keyId !== null && {keyId})};
}
