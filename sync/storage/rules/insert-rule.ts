import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Tx} from '../database.ts';
import {jsonb} from '../jsonb.ts';
import type {RuleRecord} from './rule-record.ts';

/** False when the name is taken; then nothing was written. */
export async function insertRule(tx: Tx, projectId: ProjectId, rule: RuleRecord): Promise<boolean> {
  const inserted = await tx
    .insertInto('validation_rule')
    .values({
      project_id: projectId,
      rule_id: rule.id,
      name: rule.name,
      type: rule.type,
      context_type: rule.contextType,
      rules: jsonb<unknown>(rule.rules),
      bundle_rules: rule.bundleRules === null ? null : jsonb<unknown>(rule.bundleRules),
      applicable_to: jsonb<unknown>(rule.applicableTo ?? {}),
      error: rule.error === null ? null : jsonb<unknown>(rule.error),
      version: rule.version,
      created_at: new Date(rule.createdAt),
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('rule_id')
    .executeTakeFirst();
  return inserted !== undefined;
}
