import type {DeviceId, ProjectId, StoreId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';
import type {DeviceStatus} from '../tables.ts';

export interface TokenDevice {
  readonly projectId: ProjectId;
  readonly deviceId: DeviceId;
  readonly storeId: StoreId;
  readonly epoch: number;
  readonly status: DeviceStatus;
}

/** The device a token was given to; a revoked one keeps its token, so that it can be told. */
export async function findDeviceByToken(db: Db, tokenSha256: Buffer): Promise<TokenDevice | null> {
  const row = await db
    .selectFrom('device')
    .select(['project_id as projectId', 'device_id as deviceId', 'store_id as storeId', 'epoch', 'status'])
    .where('token_sha256', '=', tokenSha256)
    .executeTakeFirst();
  return row ?? null;
}
