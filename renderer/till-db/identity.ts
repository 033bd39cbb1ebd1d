import {type EnrolmentSecrets, type TillIdentity, tillIdentitySchema} from '../identity/enrolment-secret.ts';
import {enrolmentNonceKey} from './enrolment-nonce.ts';
import {ledgerHeadKey, readHead} from './ledger-head.ts';
import {type MetaKey, putMeta, readMeta} from './meta.ts';
import type {TillDatabases} from './open-till-databases.ts';
import {syncStateKey} from './sync-state.ts';

export type {TillIdentity} from '../identity/enrolment-secret.ts';

const identityKey: MetaKey<TillIdentity> = {key: 'identity', schema: tillIdentitySchema};

/** Who this till is; null before it is enrolled. */
export function readIdentity(db: TillDatabases): Promise<TillIdentity | null> {
  return readMeta(db.ledger, identityKey);
}

/**
 * Makes this till the one it was enrolled as. Operations of an earlier enrolment stay, marked as stranded: their
 * leases and their sequence ended with it. Receipt numbers go on, after the server's last one where this till lost
 * its own. Saving the same enrolment twice changes nothing.
 */
export async function saveEnrolment(
  db: TillDatabases,
  identity: TillIdentity,
  lastReceiptSequence = 0,
): Promise<void> {
  const {ledger} = db;
  await ledger.transaction('rw', ledger.meta, ledger.lease, ledger.operation, async () => {
    const former = await readMeta(ledger, identityKey);
    const head = await readHead(ledger);
    await putMeta(ledger, identityKey, identity);
    await ledger.meta.delete(enrolmentNonceKey.key);
    if (former?.deviceId === identity.deviceId && former.epoch === identity.epoch) return;
    await ledger.operation.where('state').equals('queued').modify({state: 'stranded'});
    await ledger.lease.clear();
    await ledger.meta.delete(syncStateKey.key);
    const receiptSequence = Math.max(head.receiptSequence, lastReceiptSequence);
    await putMeta(ledger, ledgerHeadKey, {sequence: 0, hash: null, receiptSequence});
  });
}

/**
 * Where the ledger was wiped but the key store still knows this till, takes the identity from there: an empty
 * database is not a new till. What it sold comes back from the journal.
 */
export async function recoverIdentity(
  db: TillDatabases,
  secrets: EnrolmentSecrets,
): Promise<TillIdentity | null> {
  const kept = await secrets.read();
  if (kept === null) return null;
  await saveEnrolment(db, kept.identity, kept.receiptSequence);
  return kept.identity;
}
