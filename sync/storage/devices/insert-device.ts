import type {DeviceId, ProjectId, StoreId} from '../../../shared/kernel/id.ts';
import type {Tx} from '../database.ts';

/** Adds a waiting till with the project's next number; null when there is no such store. */
export async function insertDevice(
  tx: Tx,
  projectId: ProjectId,
  device: {readonly id: DeviceId; readonly storeId: StoreId; readonly name: string},
): Promise<{readonly id: DeviceId; readonly number: number; readonly name: string} | null> {
  // The project's row is the queue in which numbers are given out.
  await tx
    .selectFrom('project')
    .select('project_id')
    .where('project_id', '=', projectId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const store = await tx
    .selectFrom('store')
    .select('store_id')
    .where('project_id', '=', projectId)
    .where('store_id', '=', device.storeId)
    .executeTakeFirst();
  if (store === undefined) return null;
  const {last} = await tx
    .selectFrom('device')
    .select(({fn}) => fn.max('number').as('last'))
    .where('project_id', '=', projectId)
    .executeTakeFirstOrThrow();
  const number = (last ?? 0) + 1;
  await tx
    .insertInto('device')
    .values({
      project_id: projectId,
      device_id: device.id,
      store_id: device.storeId,
      number,
      name: device.name,
      status: 'waiting',
    })
    .execute();
  return {id: device.id, number, name: device.name};
}
