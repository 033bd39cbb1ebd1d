import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Staff} from '../../../shared/protocol/staff.ts';
import type {Tx} from '../database.ts';
import {jsonb} from '../jsonb.ts';
import {publishDocument} from '../publish-document.ts';

export async function insertStaff(tx: Tx, projectId: ProjectId, staff: Staff): Promise<void> {
  await tx
    .insertInto('staff')
    .values({
      project_id: projectId,
      staff_id: staff.id,
      name: staff.name,
      role: staff.role,
      pin: jsonb(staff.pin),
      active: staff.active,
      version: staff.version,
      store_id: staff.storeId ?? null,
    })
    .execute();
  await publishDocument(tx, projectId, staff);
}
