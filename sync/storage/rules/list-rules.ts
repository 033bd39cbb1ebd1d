import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';
import {direction, offset, type Page, type PageRequest} from '../page.ts';
import {type RuleRecord, toRuleRecord} from './rule-record.ts';

export const ruleOrders = ['created_at', 'updated_at', 'name'] as const;
export type RuleOrder = (typeof ruleOrders)[number];

export async function listRules(
  db: Db,
  projectId: ProjectId,
  request: PageRequest<RuleOrder>,
): Promise<Page<RuleRecord>> {
  const {before, after} = request.createdAt;
  const list = db
    .selectFrom('validation_rule')
    .where('project_id', '=', projectId)
    .$if(before !== null, q => q.where('created_at', '<', new Date(before ?? '')))
    .$if(after !== null, q => q.where('created_at', '>', new Date(after ?? '')));
  const {total} = await list.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const towards = direction(request.order);
  const rows = await list
    .selectAll()
    .orderBy(request.order.field, towards)
    .orderBy('rule_id', towards)
    .limit(request.limit)
    .offset(offset(request))
    .execute();
  return {items: rows.map(toRuleRecord), total};
}
