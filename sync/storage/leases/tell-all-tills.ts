import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Tx} from '../database.ts';
import {bumpLeaseVersions} from './bump-lease-versions.ts';

/** Every active till looks at its leases at its next exchange. The last locks of a transaction. */
export async function tellAllTills(tx: Tx, projectId: ProjectId): Promise<void> {
  const tills = await tx
    .selectFrom('device')
    .select('device_id')
    .where('project_id', '=', projectId)
    .where('status', '=', 'active')
    .execute();
  await bumpLeaseVersions(
    tx,
    projectId,
    tills.map(till => till.device_id),
  );
}
