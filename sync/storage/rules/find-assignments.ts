import type {Selectable} from 'kysely';
import type {RuleAssignmentView} from '../../../shared/api/rule-assignment-object.ts';
import type {ProjectId, ValidationRuleId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';
import {groupBy} from '../group-by.ts';
import {isoTime} from '../iso-time.ts';
import {direction, offset, type Page, type PageRequest} from '../page.ts';
import type {Database} from '../tables.ts';

export type AssignmentRecord = RuleAssignmentView & {readonly ruleId: ValidationRuleId};

/** The rules of each of these objects, oldest first; an object without rules is not in the answer. */
export async function findAssignments(
  db: Db,
  projectId: ProjectId,
  objectIds: readonly string[],
): Promise<ReadonlyMap<string, readonly AssignmentRecord[]>> {
  if (objectIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('rule_assignment')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('related_object_id', 'in', [...new Set(objectIds)])
    .orderBy('created_at')
    .orderBy('assignment_id')
    .execute();
  return groupBy(rows.map(toAssignmentRecord), assignment => assignment.relatedObjectId);
}

export async function listAssignments(
  db: Db,
  projectId: ProjectId,
  ruleId: ValidationRuleId,
  request: PageRequest<'created_at'>,
): Promise<Page<AssignmentRecord>> {
  const list = db
    .selectFrom('rule_assignment')
    .where('project_id', '=', projectId)
    .where('rule_id', '=', ruleId);
  const {total} = await list.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const towards = direction(request.order);
  const rows = await list
    .selectAll()
    .orderBy('created_at', towards)
    .orderBy('assignment_id', towards)
    .limit(request.limit)
    .offset(offset(request))
    .execute();
  return {items: rows.map(toAssignmentRecord), total};
}

/** How many objects each rule guards. */
export async function countAssignments(
  db: Db,
  projectId: ProjectId,
  ruleIds: readonly ValidationRuleId[],
): Promise<ReadonlyMap<string, number>> {
  if (ruleIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('rule_assignment')
    .select(eb => ['rule_id', eb.fn.countAll<number>().as('count')])
    .where('project_id', '=', projectId)
    .where('rule_id', 'in', [...ruleIds])
    .groupBy('rule_id')
    .execute();
  return new Map(rows.map(row => [row.rule_id, row.count]));
}

function toAssignmentRecord(row: Selectable<Database['rule_assignment']>): AssignmentRecord {
  return {
    id: row.assignment_id,
    ruleId: row.rule_id,
    relatedObjectId: row.related_object_id,
    relatedObjectType: row.related_object_type,
    createdAt: isoTime(row.created_at),
  };
}
