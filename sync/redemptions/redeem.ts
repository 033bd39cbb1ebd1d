/**
 * `POST /v1/redemptions`: gather, decide, commit. All draws of the decision succeed in one transaction with the
 * redemptions and the order, or nothing is written and everything is decided again, three times. What tills hold of a
 * limited thing is asked back once before the answer is that there is none left.
 */
import {done, type Outcome, refused} from '../../shared/api/error.ts';
import {duplicatedRedeemables, type RedeemBody, toRedeemables} from '../../shared/api/redeem-body.ts';
import {
  type InapplicableWire,
  presentVerdicts,
  type SkippedWire,
} from '../../shared/api/redeemable-result.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {CommandDeps} from '../command-deps.ts';
import {sourceIdOf, trackingIdOf} from '../customers/tracking-id.ts';
import {upsertCustomer} from '../customers/upsert-customer.ts';
import type {CustomerRecord} from '../storage/customers/customer-record.ts';
import type {RedemptionChannel} from '../storage/tables.ts';
import type {Asked} from './asked.ts';
import {type Committed, commitRedemption} from './commit-redemption.ts';
import {type Decided, decideRequest} from './decide-request.ts';
import {factNames, factsTogether} from './facts-together.ts';
import {type OrderInQuestion, orderInQuestion} from './order-in-question.ts';
import {type Recalls, recallShort} from './recall-short.ts';
import {recordFailure} from './record-failure.ts';

/** What was redeemed, and what a PARTIAL request left out. */
export interface Redeemed {
  readonly committed: Committed;
  readonly inapplicable: InapplicableWire[];
  readonly skipped: SkippedWire[];
}

const tries = 3;

export async function redeem(
  deps: CommandDeps,
  projectId: ProjectId,
  body: RedeemBody,
  channel: RedemptionChannel,
  requestId: string,
): Promise<Outcome<Redeemed>> {
  const duplicated = duplicatedRedeemables(toRedeemables(body));
  if (duplicated !== null) return refused(duplicated);
  const customer = await knownCustomer(deps, projectId, body);
  if (!customer.ok) return customer;
  const sourceId = customer.value?.sourceId ?? null;
  const trackingId = sourceId === null ? null : trackingIdOf(sourceId);
  return decideAndCommit(deps, projectId, {body, customer: customer.value, trackingId, channel, requestId});
}

async function knownCustomer(
  deps: CommandDeps,
  projectId: ProjectId,
  {customer, tracking_id: trackingId}: RedeemBody,
): Promise<Outcome<CustomerRecord | null>> {
  const tracked = trackingId ? sourceIdOf(trackingId) : null;
  const names = customer && Object.values(customer).some(value => value !== undefined && value !== null);
  if (!names && tracked === null) return done(null);
  const source_id = customer?.source_id ?? (customer?.id ? undefined : tracked);
  return upsertCustomer(deps, projectId, {...customer, source_id});
}

async function decideAndCommit(
  deps: CommandDeps,
  projectId: ProjectId,
  asked: Asked,
): Promise<Outcome<Redeemed>> {
  const recalls: Recalls = {sinceMs: deps.clock.nowMs(), held: new Map()};
  let attempt = 0;
  for (;;) {
    const order = await orderInQuestion(deps.db, projectId, asked.body.order);
    if (!order.ok) return order;
    const decided = await decideNow(deps, projectId, asked, order.value);
    if (!decided.decision.valid) {
      if (await recallShort(deps, projectId, decided, recalls)) continue;
      return refused(await recordFailure(deps, projectId, asked, order.value, decided, recalls.held));
    }
    const committed = await commitRedemption(deps, projectId, asked, order.value, decided);
    if (committed.ok) return done(present(committed.value, decided, asked, order.value));
    attempt += 1;
    if (attempt >= tries) return refused(committed.problem);
  }
}

function decideNow(
  deps: CommandDeps,
  projectId: ProjectId,
  asked: Asked,
  order: OrderInQuestion,
): Promise<Decided> {
  const customerId = asked.customer?.id ?? order.stored?.customerId ?? null;
  const names = factNames(asked.body, order.toPrice, customerId);
  const source = factsTogether(deps.db, projectId, names);
  const question = {body: asked.body, apiKeyId: asked.channel.channel_id};
  return decideRequest(source, order, customerId, question, deps.clock.nowMs());
}

function present(
  committed: Committed,
  {facts, decision}: Decided,
  {requestId}: Asked,
  {cart}: OrderInQuestion,
): Redeemed {
  const {inapplicable, skipped} = presentVerdicts(decision, {facts, cart, customerId: null, requestId});
  return {committed, inapplicable, skipped};
}
