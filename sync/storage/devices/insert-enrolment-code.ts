import type {EpochMs} from '../../../shared/kernel/epoch.ts';
import type {DeviceId, ProjectId} from '../../../shared/kernel/id.ts';
import type {Tx} from '../database.ts';

/** Keeps a code's hash; one that is there and was not used lives on until the new `expiresAtMs`. */
export async function insertEnrolmentCode(
  tx: Tx,
  projectId: ProjectId,
  code: {readonly codeSha256: Buffer; readonly deviceId: DeviceId; readonly expiresAtMs: EpochMs},
): Promise<void> {
  const expiresAt = new Date(code.expiresAtMs);
  await tx
    .insertInto('enrolment_code')
    .values({
      project_id: projectId,
      code_sha256: code.codeSha256,
      device_id: code.deviceId,
      expires_at: expiresAt,
    })
    .onConflict(conflict =>
      conflict
        .column('code_sha256')
        .doUpdateSet({expires_at: expiresAt})
        .where('enrolment_code.used_at', 'is', null),
    )
    .execute();
}
