import type {ProjectId, ValidationRuleId} from '../../shared/kernel/id.ts';
import type {Db} from '../storage/database.ts';
import {findAssignments} from '../storage/rules/find-assignments.ts';

/** The rules that guard one campaign, voucher or tier. */
export async function rulesOf(
  db: Db,
  projectId: ProjectId,
  objectId: string,
): Promise<readonly ValidationRuleId[]> {
  const assignments = await findAssignments(db, projectId, [objectId]);
  return (assignments.get(objectId) ?? []).map(assignment => assignment.ruleId);
}
