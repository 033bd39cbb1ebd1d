import type {DeviceId, ProjectId, StoreId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';
import type {DeviceStatus} from '../tables.ts';

export interface Device {
  readonly id: DeviceId;
  readonly storeId: StoreId;
  readonly number: number;
  readonly name: string;
  readonly status: DeviceStatus;
  readonly epoch: number;
}

export async function findDevice(db: Db, projectId: ProjectId, deviceId: DeviceId): Promise<Device | null> {
  const row = await db
    .selectFrom('device')
    .select(['device_id as id', 'store_id as storeId', 'number', 'name', 'status', 'epoch'])
    .where('project_id', '=', projectId)
    .where('device_id', '=', deviceId)
    .executeTakeFirst();
  return row ?? null;
}
