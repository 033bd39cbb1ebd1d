import type {ProjectId, StaffId} from '../../../shared/kernel/id.ts';
import type {Staff} from '../../../shared/protocol/staff.ts';
import type {Tx} from '../database.ts';
import {publishDocument} from '../publish-document.ts';

/** Sets `active` and publishes the person's next version; null when there is nobody of this id. */
export async function changeStaffDocument(
  tx: Tx,
  projectId: ProjectId,
  staffId: StaffId,
  active: boolean,
): Promise<Staff | null> {
  const row = await tx
    .updateTable('staff')
    .set(({eb}) => ({active, version: eb('version', '+', 1)}))
    .where('project_id', '=', projectId)
    .where('staff_id', '=', staffId)
    .returning(['name', 'role', 'pin', 'version', 'store_id'])
    .executeTakeFirst();
  if (row === undefined) return null;
  const {store_id, ...rest} = row;
  const place = store_id === null ? {} : {storeId: store_id};
  const document: Staff = {kind: 'staff', id: staffId, active, ...rest, ...place};
  await publishDocument(tx, projectId, document);
  return document;
}
