import {sql} from 'kysely';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Tx} from '../database.ts';
import {jsonb} from '../jsonb.ts';
import {type RuleRecord, toRuleRecord} from './rule-record.ts';

/** Rules that have one of `words` in what they ask, in any case; locked until the transaction ends. */
export async function lockRulesSaying(
  tx: Tx,
  projectId: ProjectId,
  words: readonly string[],
): Promise<readonly RuleRecord[]> {
  const written = words.map(word => JSON.stringify(word).slice(1, -1));
  const rows = await tx
    .selectFrom('validation_rule')
    .selectAll()
    .where('project_id', '=', projectId)
    .where(
      sql<boolean>`exists (
        select 1 from unnest(${written}::text[]) w where position(lower(w) in lower(rules::text)) > 0)`,
    )
    .orderBy('rule_id')
    .forUpdate()
    .execute();
  return rows.map(toRuleRecord);
}

/** Writes what a locked rule asks, and its version. */
export async function rewriteRule(tx: Tx, projectId: ProjectId, rule: RuleRecord): Promise<void> {
  await tx
    .updateTable('validation_rule')
    .set({
      rules: jsonb<unknown>(rule.rules),
      version: rule.version,
      updated_at: rule.updatedAt === null ? null : new Date(rule.updatedAt),
    })
    .where('project_id', '=', projectId)
    .where('rule_id', '=', rule.id)
    .execute();
}
