import {type ApiProblem, apiError, done, type Outcome, refused} from '../../shared/api/error.ts';
import {toMetadata} from '../../shared/api/wire-values.ts';
import {canonicalJson} from '../../shared/kernel/canonical-json.ts';
import {makeId, type OrderId, type ProjectId, type RedemptionId} from '../../shared/kernel/id.ts';
import type {Short} from '../../shared/ledger/account.ts';
import {accountVoucher, isCounter} from '../../shared/ledger/account-key.ts';
import {planRedemption, type RedemptionPlan} from '../../shared/redemption/plan-redemption.ts';
import type {CommandDeps} from '../command-deps.ts';
import {commitDraws, type RedemptionDraw} from '../storage/commit-draws.ts';
import type {Tx} from '../storage/database.ts';
import {lockOrder} from '../storage/orders/find-order.ts';
import type {OrderRecord} from '../storage/orders/order-record.ts';
import {recordRedemptions} from '../storage/redemptions/record-redemptions.ts';
import {transactUnique} from '../storage/transact-unique.ts';
import type {Asked} from './asked.ts';
import type {Decided} from './decide-request.ts';
import type {OrderInQuestion} from './order-in-question.ts';

/** What was written, by its ids. */
export interface Committed {
  readonly orderId: OrderId;
  readonly plan: RedemptionPlan;
}

const counterFull = apiError('redemption_rules_violated', {
  details: 'Other requests reached the limit of a validation rule first',
});
const orderMoved = apiError('multiple_requests', {details: 'Another request works on the same order'});

/** Draws and writes everything, or nothing: then a problem says what was in the way, and deciding again may help. */
export async function commitRedemption(
  deps: CommandDeps,
  projectId: ProjectId,
  asked: Asked,
  order: OrderInQuestion,
  {facts, decision}: Decided,
): Promise<Outcome<Committed>> {
  const nowMs = facts.nowMs;
  const makeRedemptionId = (): RedemptionId => makeId('r', nowMs, deps.random);
  const plan = planRedemption(decision, makeRedemptionId);
  const orderId = order.stored?.id ?? makeId('ord', nowMs, deps.random);
  return transactUnique<Committed>(deps.db, orderMoved, async tx => {
    if (order.stored !== null && !(await unmoved(tx, projectId, order.stored))) return refused(orderMoved);
    const drawn = await commitDraws(tx, projectId, drawsOf(decision.verdicts, plan));
    if (!drawn.ok) return refused(shortProblem(drawn, facts.vouchers));
    await recordRedemptions(tx, projectId, {
      order: {id: orderId, sourceId: order.sourceId, cart: order.cart, metadata: order.cart.metadata},
      decision,
      plan,
      customerId: asked.customer?.id ?? order.stored?.customerId ?? null,
      trackingId: asked.trackingId,
      channel: asked.channel,
      metadata: toMetadata(asked.body.metadata),
      redeemedAtMs: nowMs,
      till: null,
    });
    return done({orderId, plan});
  });
}

/** Whether the stored order is still as it was when it was priced; locks it. */
async function unmoved(tx: Tx, projectId: ProjectId, stored: OrderRecord): Promise<boolean> {
  const now = await lockOrder(tx, projectId, stored.id);
  return now !== null && canonicalJson(now) === canonicalJson(stored);
}

function drawsOf(verdicts: Decided['decision']['verdicts'], plan: RedemptionPlan): RedemptionDraw[] {
  return plan.redemptions.flatMap(({id, verdict}) => {
    const applied = verdicts[verdict];
    if (applied?.status !== 'applied') return [];
    return applied.draws.map(draw => ({...draw, redemptionId: id}));
  });
}

/** Somebody else took the last ones between the decision and the commit. */
function shortProblem(short: Short, vouchers: Decided['facts']['vouchers']): ApiProblem {
  if (isCounter(short.account)) return counterFull;
  const id = accountVoucher(short.account);
  const code = vouchers.find(voucher => voucher.id === id)?.code ?? id ?? short.account;
  return apiError(short.account.startsWith('g:') ? 'gift_amount_exceeded' : 'quantity_exceeded', {
    details: code,
  });
}
