import {sql} from 'kysely';
import type {DeviceId, ProjectId} from '../../../shared/kernel/id.ts';
import type {Tx} from '../database.ts';

/** Tells tills to look at their leases at their next exchange. The last locks of a transaction, in one order. */
export async function bumpLeaseVersions(
  tx: Tx,
  projectId: ProjectId,
  deviceIds: readonly DeviceId[],
): Promise<void> {
  if (deviceIds.length === 0) return;
  await sql`
    with told as (
      select device_id from device
      where project_id = ${projectId} and device_id = any(${[...deviceIds]}::text[])
      order by device_id
      for no key update
    )
    update device d set lease_version = d.lease_version + 1
    from told
    where d.project_id = ${projectId} and d.device_id = told.device_id
  `.execute(tx);
}
