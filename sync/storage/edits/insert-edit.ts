import type {DeviceId, ProjectId} from '../../../shared/kernel/id.ts';
import type {EditableKind} from '../../../shared/merge/editable.ts';
import type {EditRecord} from '../../edits/edit-book.ts';
import type {Tx} from '../database.ts';
import {jsonb} from '../jsonb.ts';

/** The versions of a document that edits of one till made. */
export async function findEditedVersions(
  tx: Tx,
  projectId: ProjectId,
  {deviceId, kind, id}: {readonly deviceId: DeviceId; readonly kind: EditableKind; readonly id: string},
): Promise<ReadonlySet<number>> {
  const rows = await tx
    .selectFrom('document_edit')
    .select('version')
    .where('project_id', '=', projectId)
    .where('kind', '=', kind)
    .where('document_id', '=', id)
    .where('device_id', '=', deviceId)
    .execute();
  return new Set(rows.flatMap(({version}) => version ?? []));
}

/** Adds to the audit trail of edits. One edit is in it once. */
export async function insertEdit(tx: Tx, projectId: ProjectId, record: EditRecord): Promise<void> {
  await tx
    .insertInto('document_edit')
    .values({
      project_id: projectId,
      edit_id: record.editId,
      operation_id: record.operationId,
      device_id: record.deviceId,
      staff_id: record.staffId,
      kind: record.kind,
      document_id: record.documentId,
      base_version: record.baseVersion,
      version: record.version,
      result: record.result,
      fields: jsonb(record.outcomes),
      edited_at: new Date(record.editedAtMs),
      merged_at: new Date(record.mergedAtMs),
    })
    .execute();
}
