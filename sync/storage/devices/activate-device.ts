import type {EpochMs} from '../../../shared/kernel/epoch.ts';
import type {DeviceId, ProjectId} from '../../../shared/kernel/id.ts';
import type {PublicKey} from '../../../shared/protocol/enrol.ts';
import type {Tx} from '../database.ts';
import {jsonb} from '../jsonb.ts';

export interface Activation {
  readonly deviceId: DeviceId;
  readonly epoch: number;
  readonly tokenSha256: Buffer;
  /** null for a till without a key, whose token does not end. */
  readonly publicKey: PublicKey | null;
  readonly tokenExpiresAtMs: EpochMs | null;
  readonly nonce: string;
  readonly shell: string;
  readonly journal: string;
  readonly at: Date;
}

/** Starts a till's next epoch: its codes are used up, its former token is void, its sequence begins at 1. */
export async function activateDevice(tx: Tx, projectId: ProjectId, activation: Activation): Promise<void> {
  const {deviceId, epoch, at, publicKey, tokenExpiresAtMs} = activation;
  const key = publicKey === null ? null : jsonb(publicKey);
  await tx
    .updateTable('enrolment_code')
    .set({used_at: at})
    .where('project_id', '=', projectId)
    .where('device_id', '=', deviceId)
    .where('used_at', 'is', null)
    .execute();
  await tx
    .updateTable('device')
    .set({
      status: 'active',
      epoch,
      token_sha256: activation.tokenSha256,
      token_expires_at: tokenExpiresAtMs === null ? null : new Date(tokenExpiresAtMs),
      former_token_sha256: null,
      former_token_until: null,
      public_key: key,
      enrol_nonce: activation.nonce,
      shell: activation.shell,
      journal: activation.journal,
      enrolled_at: at,
      last_seen_at: at,
    })
    .where('project_id', '=', projectId)
    .where('device_id', '=', deviceId)
    .execute();
  await tx
    .insertInto('device_epoch')
    .values({project_id: projectId, device_id: deviceId, epoch, public_key: key})
    .execute();
}
