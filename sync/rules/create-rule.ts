import {definitionProblem} from '../../shared/api/definition-problem.ts';
import {done, duplicateFound, type Outcome, refused} from '../../shared/api/error.ts';
import {toApplicableToWire, type ValidationRuleBody} from '../../shared/api/validation-rule-body.ts';
import {makeId, type ProjectId} from '../../shared/kernel/id.ts';
import {parseDefinition} from '../../shared/rules/parse-definition.ts';
import type {CommandDeps} from '../command-deps.ts';
import {publishDocument} from '../storage/publish-document.ts';
import {insertRule} from '../storage/rules/insert-rule.ts';
import type {RuleRecord} from '../storage/rules/rule-record.ts';
import {transact} from '../storage/transact.ts';
import {ruleDocument} from './rule-document.ts';

/** Makes a validation rule; what the engine cannot read is refused here and not at the till. */
export async function createRule(
  deps: CommandDeps,
  projectId: ProjectId,
  body: ValidationRuleBody,
): Promise<Outcome<RuleRecord>> {
  const parsed = parseDefinition(body);
  if (!parsed.ok) return refused(definitionProblem(parsed));
  const rule = newRule(deps, body);
  return transact(deps.db, async (tx): Promise<Outcome<RuleRecord>> => {
    if (!(await insertRule(tx, projectId, rule))) {
      return refused(duplicateFound('validation_rules', 'name', rule.name));
    }
    await publishDocument(tx, projectId, ruleDocument(rule));
    return done(rule);
  });
}

function newRule({clock, random}: CommandDeps, body: ValidationRuleBody): RuleRecord {
  const nowMs = clock.nowMs();
  return {
    id: makeId('val', nowMs, random),
    name: body.name,
    type: body.type ?? 'expression',
    contextType: body.context_type ?? 'global',
    rules: body.rules ?? {logic: ''},
    bundleRules: body.bundle_rules ?? null,
    applicableTo: toApplicableToWire(body.applicable_to),
    error: body.error ? {message: body.error.message} : null,
    version: 1,
    createdAt: new Date(nowMs).toISOString(),
    updatedAt: null,
  };
}
