import {done, notFound, type Outcome, refused} from '../../shared/api/error.ts';
import type {RuleAssignmentView} from '../../shared/api/rule-assignment-object.ts';
import {makeId, type ProjectId, type ValidationRuleId} from '../../shared/kernel/id.ts';
import type {CommandDeps} from '../command-deps.ts';
import type {Tx} from '../storage/database.ts';
import {findRules} from '../storage/rules/find-rules.ts';
import {insertAssignments} from '../storage/rules/insert-assignments.ts';

/** Puts the rules that came with a new campaign, voucher or tier on it. Answers the rules' ids, or which is unknown. */
export async function guardObjects(
  {clock, random}: Pick<CommandDeps, 'clock' | 'random'>,
  tx: Tx,
  projectId: ProjectId,
  type: RuleAssignmentView['relatedObjectType'],
  objectIds: readonly string[],
  ruleIds: readonly string[] | null | undefined,
): Promise<Outcome<readonly ValidationRuleId[]>> {
  const wanted = [...new Set(ruleIds ?? [])];
  const rules = await findRules(tx, projectId, wanted);
  const missing = wanted.find(id => !rules.some(rule => rule.id === id));
  if (missing !== undefined) return refused(notFound('validation_rules', missing));
  const nowMs = clock.nowMs();
  const assignments = objectIds.flatMap(objectId =>
    rules.map(rule => ({
      id: makeId('asgm', nowMs, random),
      ruleId: rule.id,
      relatedObjectId: objectId,
      relatedObjectType: type,
      createdAt: new Date(nowMs).toISOString(),
    })),
  );
  await insertAssignments(tx, projectId, assignments);
  return done(rules.map(rule => rule.id));
}
