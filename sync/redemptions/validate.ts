import type {CustomerBody} from '../../shared/api/customer-body.ts';
import {done, type Outcome, refused} from '../../shared/api/error.ts';
import {duplicatedRedeemables, type RedeemBody, toRedeemables} from '../../shared/api/redeem-body.ts';
import {presentValidation, type ValidationWire} from '../../shared/api/validation-object.ts';
import {toMetadata} from '../../shared/api/wire-values.ts';
import type {Customer} from '../../shared/customer/customer.ts';
import type {FactSource} from '../../shared/decision/fact-source.ts';
import {type CustomerId, makeId, type ProjectId} from '../../shared/kernel/id.ts';
import type {CommandDeps} from '../command-deps.ts';
import {sourceIdOf, trackingIdOf} from '../customers/tracking-id.ts';
import {findCustomer} from '../storage/customers/find-customer.ts';
import {decideRequest, type Question} from './decide-request.ts';
import {factNames, factsTogether} from './facts-together.ts';
import {orderInQuestion} from './order-in-question.ts';
import {type Recalls, recallShort} from './recall-short.ts';

/**
 * What a redemption would do now. Nothing is redeemed, and a customer who is not known is only imagined; what tills hold of
 * a thing that is short is asked back, as a redemption would.
 */
export async function validate(
  deps: CommandDeps,
  projectId: ProjectId,
  question: Question,
  requestId: string,
): Promise<Outcome<ValidationWire>> {
  const {body} = question;
  const duplicated = duplicatedRedeemables(toRedeemables(body));
  if (duplicated !== null) return refused(duplicated);
  const order = await orderInQuestion(deps.db, projectId, body.order);
  if (!order.ok) return order;
  const who = await customerInQuestion(deps, projectId, body);
  const customerId = who.id ?? order.value.stored?.customerId ?? null;
  const names = factNames(body, order.value.toPrice, who.imagined === null ? customerId : null);
  const nowMs = deps.clock.nowMs();
  const decideNow = () => {
    const source = withCustomer(factsTogether(deps.db, projectId, names), who.imagined);
    return decideRequest(source, order.value, customerId, question, deps.clock.nowMs());
  };
  const recalls: Recalls = {sinceMs: nowMs, held: new Map()};
  let decided = await decideNow();
  while (!decided.decision.valid && (await recallShort(deps, projectId, decided, recalls)))
    decided = await decideNow();
  const {facts, decision} = decided;
  const context = {
    facts,
    cart: order.value.cart,
    customerId: who.imagined === null ? customerId : null,
    requestId,
  };
  const trackingId = who.sourceId === null ? null : trackingIdOf(who.sourceId);
  return done(presentValidation(makeId('valid', nowMs, deps.random), decision, context, trackingId));
}

interface Who {
  readonly id: CustomerId | null;
  readonly sourceId: string | null;
  readonly imagined: Customer | null;
}

async function customerInQuestion(deps: CommandDeps, projectId: ProjectId, body: RedeemBody): Promise<Who> {
  const {customer} = body;
  const sourceId = customer?.source_id ?? (body.tracking_id ? sourceIdOf(body.tracking_id) : null);
  const name = customer?.id ?? sourceId;
  const found = name === null ? null : await findCustomer(deps.db, projectId, name);
  if (found !== null) return {id: found.id, sourceId: found.sourceId, imagined: null};
  if (!customer && sourceId === null) return {id: null, sourceId: null, imagined: null};
  const imagined = imagine(deps, customer ?? {}, sourceId);
  return {id: imagined.id, sourceId, imagined};
}

function imagine({clock, random}: CommandDeps, body: CustomerBody, sourceId: string | null): Customer {
  return {
    kind: 'customer',
    id: makeId('cust', clock.nowMs(), random),
    version: 1,
    sourceId,
    name: body.name ?? null,
    phone: body.phone ?? null,
    email: body.email ?? null,
    metadata: toMetadata(body.metadata),
    segmentIds: [],
  };
}

function withCustomer(source: FactSource, imagined: Customer | null): FactSource {
  return imagined === null ? source : {...source, customer: async () => imagined};
}
