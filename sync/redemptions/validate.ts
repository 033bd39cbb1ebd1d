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
import {pgFactSource} from '../storage/pg-fact-source.ts';
import {decideRequest, type Question} from './decide-request.ts';
import {orderInQuestion} from './order-in-question.ts';

/** What a redemption would do now. Nothing is written: a customer who is not known is only imagined. */
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
  const source =
    who.imagined === null ? pgFactSource(deps.db, projectId) : withCustomer(deps, projectId, who.imagined);
  const customerId = who.id ?? order.value.stored?.customerId ?? null;
  const nowMs = deps.clock.nowMs();
  const {facts, decision} = await decideRequest(source, order.value, customerId, question, nowMs);
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

function withCustomer({db}: CommandDeps, projectId: ProjectId, imagined: Customer): FactSource {
  return {...pgFactSource(db, projectId), customer: async () => imagined};
}
