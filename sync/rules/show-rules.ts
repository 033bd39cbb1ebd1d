import {presentValidationRule, type ValidationRuleWire} from '../../shared/api/validation-rule-object.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {Db} from '../storage/database.ts';
import {countAssignments} from '../storage/rules/find-assignments.ts';
import type {RuleRecord} from '../storage/rules/rule-record.ts';

/** Rules as the REST API answers them, with how many objects each guards. */
export async function showRules(
  db: Db,
  projectId: ProjectId,
  rules: readonly RuleRecord[],
): Promise<ValidationRuleWire[]> {
  const counts = await countAssignments(
    db,
    projectId,
    rules.map(rule => rule.id),
  );
  return rules.map(rule => presentValidationRule({...rule, assignmentsCount: counts.get(rule.id) ?? 0}));
}
