/**
 * Enrolment: a single-use code becomes a device of its own epoch with its own key and token. The till keeps its nonce
 * until it has an answer; the same nonce with the same key gets the same answer again, any other finds the code used.
 */
import {apiError, done, type Outcome, refused} from '../../shared/api/error.ts';
import {type EpochMs, epochMs} from '../../shared/kernel/epoch.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {Enrolment, EnrolRequest} from '../../shared/protocol/enrol.ts';
import type {AppDeps} from '../http/app-deps.ts';
import {sha256} from '../http/secret.ts';
import type {Tx} from '../storage/database.ts';
import {activateDevice} from '../storage/devices/activate-device.ts';
import {type CodeUse, lockEnrolmentCode} from '../storage/devices/lock-enrolment-code.ts';
import {suspendLeases} from '../storage/leases/suspend-leases.ts';
import {transact} from '../storage/transact.ts';
import {normaliseEnrolmentCode} from './enrolment-code.ts';
import {isSameKey, isUsableKey} from './till-key.ts';
import {tillToken, tokenLifetimeMs} from './till-token.ts';

const unusableKey = apiError('invalid_payload', {details: 'Property .publicKey should be a point of P-256'});

export interface EnrolledTill {
  readonly projectId: ProjectId;
  readonly enrolment: Enrolment;
}

export async function enrolTill(
  deps: Pick<AppDeps, 'db' | 'clock'>,
  request: EnrolRequest,
): Promise<Outcome<EnrolledTill>> {
  const {publicKey = null} = request;
  if (publicKey !== null && !isUsableKey(publicKey)) return refused(unusableKey);
  const codeSha256 = sha256(normaliseEnrolmentCode(request.code));
  return transact(deps.db, async tx => {
    const found = await lockEnrolmentCode(tx, codeSha256);
    if (found === null || found.status === 'revoked') return refused(apiError('enrolment_code_unknown'));
    if (found.used) {
      const {enrolledAtMs} = found;
      const isAgain = found.enrolNonce === request.nonce && isSameKey(found.publicKey, publicKey);
      if (!isAgain || enrolledAtMs === null) return refused(apiError('enrolment_code_used'));
      return done(answer(found, {epoch: found.epoch, enrolledAtMs}, request, deps));
    }
    if (found.expiresAtMs <= deps.clock.nowMs()) return refused(apiError('enrolment_code_expired'));
    return done(await activate(tx, found, request, deps));
  });
}

async function activate(
  tx: Tx,
  found: CodeUse,
  request: EnrolRequest,
  deps: Pick<AppDeps, 'clock'>,
): Promise<EnrolledTill> {
  const enrolledAtMs = deps.clock.nowMs();
  const enrolled = answer(found, {epoch: found.epoch + 1, enrolledAtMs}, request, deps);
  const {epoch, token, tokenExpiresAtMs} = enrolled.enrolment;
  // What the former epoch holds stays reserved; nothing more is granted on it.
  await suspendLeases(tx, found.projectId, {deviceId: found.deviceId, epoch: found.epoch});
  await activateDevice(tx, found.projectId, {
    deviceId: found.deviceId,
    epoch,
    tokenSha256: sha256(token),
    publicKey: request.publicKey ?? null,
    tokenExpiresAtMs: tokenExpiresAtMs ?? null,
    nonce: request.nonce,
    shell: request.shell,
    journal: request.journal,
    at: new Date(enrolledAtMs),
  });
  return enrolled;
}

function answer(
  found: CodeUse,
  {epoch, enrolledAtMs}: {readonly epoch: number; readonly enrolledAtMs: EpochMs},
  {nonce, publicKey}: EnrolRequest,
  {clock}: Pick<AppDeps, 'clock'>,
): EnrolledTill {
  const {projectId, projectName, deviceId, storeId, storeName, tillName, tillNumber} = found;
  const {lastReceiptSequence} = found;
  const token = tillToken(found.tokenSecret, deviceId, epoch, nonce);
  const serverMs = clock.nowMs();
  return {
    projectId,
    enrolment: {
      deviceId,
      epoch,
      token,
      // Without a key a till could not ask for the next one.
      ...(publicKey !== undefined && {tokenExpiresAtMs: epochMs(enrolledAtMs + tokenLifetimeMs)}),
      projectId,
      projectName,
      storeId,
      storeName,
      tillName,
      tillNumber,
      lastReceiptSequence,
      serverMs,
    },
  };
}
