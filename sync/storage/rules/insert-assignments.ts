import type {RuleAssignmentView} from '../../../shared/api/rule-assignment-object.ts';
import type {ProjectId, ValidationRuleId} from '../../../shared/kernel/id.ts';
import type {Tx} from '../database.ts';

/** Guards objects with rules; a pair that there is already stays as it is. Answers the ids of the new ones. */
export async function insertAssignments(
  tx: Tx,
  projectId: ProjectId,
  assignments: readonly (RuleAssignmentView & {readonly ruleId: ValidationRuleId})[],
): Promise<readonly string[]> {
  if (assignments.length === 0) return [];
  const rows = await tx
    .insertInto('rule_assignment')
    .values(
      assignments.map(assignment => ({
        project_id: projectId,
        assignment_id: assignment.id,
        rule_id: assignment.ruleId,
        related_object_type: assignment.relatedObjectType,
        related_object_id: assignment.relatedObjectId,
        created_at: new Date(assignment.createdAt),
      })),
    )
    .onConflict(conflict => conflict.doNothing())
    .returning('assignment_id')
    .execute();
  return rows.map(row => row.assignment_id);
}
