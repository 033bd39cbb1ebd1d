import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';
import {type RuleRecord, toRuleRecord} from './rule-record.ts';

/** Those of `ids` that there are, in any order. */
export async function findRules(
  db: Db,
  projectId: ProjectId,
  ids: readonly string[],
): Promise<readonly RuleRecord[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('validation_rule')
    .selectAll()
    .where('project_id', '=', projectId)
    .where(eb => eb(eb.cast<string>('rule_id', 'text'), 'in', [...new Set(ids)]))
    .execute();
  return rows.map(toRuleRecord);
}
