/**
 * Enrolment: a single-use code becomes a device of its own epoch with its own token. The till keeps its nonce until
 * it has an answer; the same nonce gets the same answer again, any other finds the code used.
 */
import {apiError, done, type Outcome, refused} from '../../shared/api/error.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {Enrolment, EnrolRequest} from '../../shared/protocol/enrol.ts';
import type {AppDeps} from '../http/app-deps.ts';
import {sha256} from '../http/secret.ts';
import type {Tx} from '../storage/database.ts';
import {activateDevice} from '../storage/devices/activate-device.ts';
import {type CodeUse, lockEnrolmentCode} from '../storage/devices/lock-enrolment-code.ts';
import {transact} from '../storage/transact.ts';
import {normaliseEnrolmentCode} from './enrolment-code.ts';
import {tillToken} from './till-token.ts';

export interface EnrolledTill {
  readonly projectId: ProjectId;
  readonly enrolment: Enrolment;
}

export async function enrolTill(
  deps: Pick<AppDeps, 'db' | 'clock'>,
  request: EnrolRequest,
): Promise<Outcome<EnrolledTill>> {
  const codeSha256 = sha256(normaliseEnrolmentCode(request.code));
  return transact(deps.db, async tx => {
    const found = await lockEnrolmentCode(tx, codeSha256);
    if (found === null || found.status === 'revoked') return refused(apiError('enrolment_code_unknown'));
    if (found.used) {
      const again = found.enrolNonce === request.nonce;
      return again
        ? done(answer(found, found.epoch, request, deps))
        : refused(apiError('enrolment_code_used'));
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
  const enrolled = answer(found, found.epoch + 1, request, deps);
  await activateDevice(tx, found.projectId, {
    deviceId: found.deviceId,
    epoch: enrolled.enrolment.epoch,
    tokenSha256: sha256(enrolled.enrolment.token),
    nonce: request.nonce,
    shell: request.shell,
    journal: request.journal,
    at: new Date(deps.clock.nowMs()),
  });
  return enrolled;
}

function answer(
  found: CodeUse,
  epoch: number,
  {nonce}: EnrolRequest,
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
