import {done, notFound, type Outcome, refused} from '../../shared/api/error.ts';
import {epochMs} from '../../shared/kernel/epoch.ts';
import type {DeviceId, ProjectId} from '../../shared/kernel/id.ts';
import type {IssuedCode} from '../../shared/protocol/admin.ts';
import type {AppDeps} from '../http/app-deps.ts';
import {sha256} from '../http/secret.ts';
import type {Tx} from '../storage/database.ts';
import {findDevice} from '../storage/devices/find-device.ts';
import {insertEnrolmentCode} from '../storage/devices/insert-enrolment-code.ts';
import {transact} from '../storage/transact.ts';
import {enrolmentCode, normaliseEnrolmentCode} from './enrolment-code.ts';

const minuteMs = 60_000;
/** Time to walk to the till; a demo may be looked at tomorrow. */
export const codeLifetimeMs = {normal: 10 * minuteMs, demo: 24 * 60 * minuteMs} as const;

interface Till {
  readonly id: DeviceId;
  readonly number: number;
  readonly name: string;
}

/** A new code for a till. Codes given out before stay good until they expire or one of them is used. */
export async function issueCode(
  tx: Tx,
  deps: Pick<AppDeps, 'clock' | 'random' | 'mode'>,
  projectId: ProjectId,
  till: Till,
): Promise<IssuedCode> {
  const code = enrolmentCode(deps.random.bytes(8));
  const expiresAtMs = epochMs(deps.clock.nowMs() + codeLifetimeMs[deps.mode]);
  await insertEnrolmentCode(tx, projectId, {
    codeSha256: sha256(normaliseEnrolmentCode(code)),
    deviceId: till.id,
    expiresAtMs,
  });
  return {tillId: till.id, tillName: till.name, tillNumber: till.number, enrolmentCode: code, expiresAtMs};
}

/** The same for a till by id: a new computer, or one that lost its memory. A revoked till stays revoked. */
export async function issueCodeFor(
  deps: Pick<AppDeps, 'db' | 'clock' | 'random' | 'mode'>,
  projectId: ProjectId,
  deviceId: DeviceId,
): Promise<Outcome<IssuedCode>> {
  return transact(deps.db, async tx => {
    const till = await findDevice(tx, projectId, deviceId);
    if (till === null || till.status === 'revoked') return refused(notFound('till', deviceId));
    return done(await issueCode(tx, deps, projectId, till));
  });
}
