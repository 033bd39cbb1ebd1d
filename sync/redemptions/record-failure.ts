import {type ApiProblem, apiError} from '../../shared/api/error.ts';
import {verdictProblem} from '../../shared/api/redeemable-result.ts';
import {toMetadata} from '../../shared/api/wire-values.ts';
import type {Verdict} from '../../shared/decision/decision.ts';
import {makeId, type ProjectId} from '../../shared/kernel/id.ts';
import type {CommandDeps} from '../command-deps.ts';
import {insertRedemptions} from '../storage/redemptions/insert-redemptions.ts';
import type {RedemptionRecord} from '../storage/redemptions/redemption-record.ts';
import type {Asked} from './asked.ts';
import type {Decided} from './decide-request.ts';
import type {OrderInQuestion} from './order-in-question.ts';

/**
 * Keeps each refused redeemable as a failed redemption (`rf_…`), so that attempts can be seen, and answers the first
 * one's problem with its id. `held` tells how much of a redeemable's account is out on tills.
 */
export async function recordFailure(
  deps: CommandDeps,
  projectId: ProjectId,
  asked: Asked,
  order: OrderInQuestion,
  {facts, decision}: Decided,
  held: ReadonlyMap<string, number>,
): Promise<ApiProblem> {
  const refusals = decision.verdicts.filter(verdict => verdict.status === 'inapplicable');
  const failures = refusals.map(verdict => {
    const problem = withHeld(verdictProblem(verdict, facts), held.get(verdict.foundId ?? '') ?? 0);
    return {problem, record: failedRecord(deps, asked, order, verdict, problem)};
  });
  await insertRedemptions(
    deps.db,
    projectId,
    failures.map(failure => failure.record),
  );
  const [first] = failures;
  if (first === undefined) return apiError('invalid_payload', {details: 'No redeemable can be applied'});
  return {resource_id: first.record.id, resource_type: 'redemption', ...first.problem};
}

/** Nothing free does not mean nothing left: tills may hold some that nobody has redeemed. */
function withHeld(problem: ApiProblem, held: number): ApiProblem {
  return held === 0 ? problem : {...problem, details: `${problem.details ?? ''}: ${held} held by tills`};
}

function failedRecord(
  {clock, random}: CommandDeps,
  asked: Asked,
  order: OrderInQuestion,
  verdict: Verdict,
  problem: ApiProblem,
): RedemptionRecord {
  const nowMs = clock.nowMs();
  return {
    id: makeId('rf', nowMs, random),
    parentId: null,
    kind: 'failed',
    rollsBack: null,
    rolledBackBy: null,
    object: verdict.requested.object === 'voucher' ? 'voucher' : 'promotion_tier',
    redeemableId: verdict.foundId,
    campaignId: verdict.campaignId,
    customerId: asked.customer?.id ?? null,
    orderId: order.stored?.id ?? null,
    trackingId: asked.trackingId,
    amountMinor: null,
    discountMinor: 0,
    order: null,
    metadata: toMetadata(asked.body.metadata),
    failure: {key: problem.key, message: problem.message, details: problem.details ?? null},
    reason: null,
    channel: asked.channel,
    date: new Date(nowMs).toISOString(),
  };
}
