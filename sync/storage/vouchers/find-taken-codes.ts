import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';

/** Which of these codes in normal form are in use. */
export async function findTakenCodes(
  db: Db,
  projectId: ProjectId,
  codeKeys: readonly string[],
): Promise<ReadonlySet<string>> {
  if (codeKeys.length === 0) return new Set();
  const rows = await db
    .selectFrom('voucher')
    .select('code_key')
    .where('project_id', '=', projectId)
    .where(eb => eb('code_key', '=', eb.fn.any(eb.val([...codeKeys]))))
    .execute();
  return new Set(rows.map(row => row.code_key));
}
