import {type EpochMs, epochMs} from '../../../shared/kernel/epoch.ts';
import type {DeviceId, ProjectId, StoreId} from '../../../shared/kernel/id.ts';
import type {PublicKey} from '../../../shared/protocol/enrol.ts';
import type {Db} from '../database.ts';
import type {DeviceStatus} from '../tables.ts';

export interface TokenDevice {
  readonly projectId: ProjectId;
  readonly deviceId: DeviceId;
  readonly storeId: StoreId;
  readonly epoch: number;
  readonly status: DeviceStatus;
  /** Of the present epoch; null for a till that has none. */
  readonly publicKey: PublicKey | null;
  /** When this token ends; null when it does not. */
  readonly endsAtMs: EpochMs | null;
  /** It is the till's present token, and the one before it still works. */
  readonly replacesFormer: boolean;
}

/** The device a token was given to, as its present one or the one before; a revoked till keeps its token, to be told. */
export async function findDeviceByToken(db: Db, tokenSha256: Buffer): Promise<TokenDevice | null> {
  const row = await db
    .selectFrom('device')
    .select([
      'project_id as projectId',
      'device_id as deviceId',
      'store_id as storeId',
      'epoch',
      'status',
      'public_key as publicKey',
      'token_sha256',
      'token_expires_at',
      'former_token_sha256',
      'former_token_until',
    ])
    .where(({eb, or}) =>
      or([eb('token_sha256', '=', tokenSha256), eb('former_token_sha256', '=', tokenSha256)]),
    )
    .executeTakeFirst();
  if (row === undefined) return null;
  const {token_sha256, token_expires_at, former_token_sha256, former_token_until, ...device} = row;
  const isPresent = token_sha256?.equals(tokenSha256) === true;
  const endsAt = isPresent ? token_expires_at : former_token_until;
  return {
    ...device,
    endsAtMs: endsAt === null ? null : epochMs(endsAt.getTime()),
    replacesFormer: isPresent && former_token_sha256 !== null,
  };
}
