import {type TillIdentity, tillIdentitySchema} from '../identity/enrolment-secret.ts';
import type {MetaRows} from './ledger-store.ts';
import {type MetaKey, readMeta} from './meta.ts';

export type {TillIdentity} from '../identity/enrolment-secret.ts';

export const identityKey: MetaKey<TillIdentity> = {key: 'identity', schema: tillIdentitySchema};

/** Who this till is; null before it is enrolled. */
export function readIdentity(rows: MetaRows): Promise<TillIdentity | null> {
  return readMeta(rows, identityKey);
}

/** Whether two are one enrolment of one device. */
export function isSameEnrolment(a: Enrolled, b: Enrolled): boolean {
  return a.deviceId === b.deviceId && a.epoch === b.epoch;
}

type Enrolled = Pick<TillIdentity, 'deviceId' | 'epoch'>;
