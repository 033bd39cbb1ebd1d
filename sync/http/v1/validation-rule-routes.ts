import {notFound} from '../../../shared/api/error.ts';
import {listWire, presentList} from '../../../shared/api/list-object.ts';
import {listQueryBody} from '../../../shared/api/list-query.ts';
import {presentRuleAssignment, ruleAssignmentWire} from '../../../shared/api/rule-assignment-object.ts';
import {ruleAssignmentBody, validationRuleBody} from '../../../shared/api/validation-rule-body.ts';
import {validationRuleWire} from '../../../shared/api/validation-rule-object.ts';
import {present} from '../../../shared/kernel/assert.ts';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import {assignRule} from '../../rules/assign-rule.ts';
import {createRule} from '../../rules/create-rule.ts';
import {showRules} from '../../rules/show-rules.ts';
import type {Db} from '../../storage/database.ts';
import {listAssignments} from '../../storage/rules/find-assignments.ts';
import {findRules} from '../../storage/rules/find-rules.ts';
import {listRules, ruleOrders} from '../../storage/rules/list-rules.ts';
import type {RuleRecord} from '../../storage/rules/rule-record.ts';
import type {AppDeps} from '../app-deps.ts';
import type {App} from '../app-type.ts';
import {projectOf} from '../caller.ts';
import {listQueryOf, pathOf, refusals, unwrap, unwrapFound} from './route-parts.ts';

const tags = ['Validation rules'];

export function registerValidationRules(app: App, deps: AppDeps): void {
  app.post(
    '/v1/validation-rules',
    {
      schema: {
        tags,
        summary: 'Create a validation rule',
        body: validationRuleBody,
        response: {200: validationRuleWire, ...refusals},
      },
    },
    async request => {
      const projectId = projectOf(request);
      return showOne(deps.db, projectId, unwrap(await createRule(deps, projectId, request.body)));
    },
  );
  app.get(
    '/v1/validation-rules',
    {
      schema: {
        tags,
        summary: 'List validation rules',
        querystring: listQueryBody,
        response: {200: listWire('data', validationRuleWire), ...refusals},
      },
    },
    async request => {
      const projectId = projectOf(request);
      const page = await listRules(deps.db, projectId, listQueryOf(request.query, ruleOrders));
      return presentList('data', await showRules(deps.db, projectId, page.items), page.total);
    },
  );
  app.get(
    '/v1/validation-rules/:validationRuleId',
    {
      schema: {
        tags,
        summary: 'Get a validation rule',
        params: pathOf('validationRuleId'),
        response: {200: validationRuleWire, ...refusals},
      },
    },
    async request => {
      const projectId = projectOf(request);
      return showOne(deps.db, projectId, await ruleOf(deps.db, projectId, request.params.validationRuleId));
    },
  );
  registerAssignments(app, deps);
}

function registerAssignments(app: App, deps: AppDeps): void {
  app.post(
    '/v1/validation-rules/:validationRuleId/assignments',
    {
      schema: {
        tags,
        summary: 'Guard a campaign, voucher or promotion tier with a validation rule',
        params: pathOf('validationRuleId'),
        body: ruleAssignmentBody,
        response: {200: ruleAssignmentWire, ...refusals},
      },
    },
    async request => {
      const {validationRuleId} = request.params;
      const outcome = await assignRule(deps, projectOf(request), validationRuleId, request.body);
      return presentRuleAssignment(unwrap(outcome));
    },
  );
  app.get(
    '/v1/validation-rules/:validationRuleId/assignments',
    {
      schema: {
        tags,
        summary: 'List what a validation rule guards',
        params: pathOf('validationRuleId'),
        querystring: listQueryBody,
        response: {200: listWire('data', ruleAssignmentWire), ...refusals},
      },
    },
    async request => {
      const projectId = projectOf(request);
      const {id} = await ruleOf(deps.db, projectId, request.params.validationRuleId);
      const page = await listAssignments(deps.db, projectId, id, listQueryOf(request.query, ['created_at']));
      return presentList('data', page.items.map(presentRuleAssignment), page.total);
    },
  );
}

async function ruleOf(db: Db, projectId: ProjectId, id: string): Promise<RuleRecord> {
  const [rule] = await findRules(db, projectId, [id]);
  return unwrapFound(rule ?? null, notFound('validation_rules', id));
}

async function showOne(db: Db, projectId: ProjectId, rule: RuleRecord) {
  const [shown] = await showRules(db, projectId, [rule]);
  return present(shown, rule.id);
}
