import {type ApiProblem, apiError, done, type Outcome, refused} from '../../shared/api/error.ts';
import {toMetadata} from '../../shared/api/wire-values.ts';
import {present} from '../../shared/kernel/assert.ts';
import {canonicalJson} from '../../shared/kernel/canonical-json.ts';
import {makeId, type OrderId, type ProjectId, type RedemptionId} from '../../shared/kernel/id.ts';
import type {Short} from '../../shared/ledger/account.ts';
import {accountVoucher, isCounter} from '../../shared/ledger/account-key.ts';
import {planRedemption, type RedemptionPlan} from '../../shared/redemption/plan-redemption.ts';
import type {CommandDeps} from '../command-deps.ts';
import {commitDraws, type RedemptionDraw} from '../storage/commit-draws.ts';
import type {Db, Tx} from '../storage/database.ts';
import {lockOrder} from '../storage/orders/find-order.ts';
import type {OrderRecord} from '../storage/orders/order-record.ts';
import {type Committing, commitTogether} from '../storage/redemptions/commit-together.ts';
import {type RedemptionRecord, recordRedemptions} from '../storage/redemptions/record-redemptions.ts';
import type {NewRedemption} from '../storage/redemptions/write-together.ts';
import {transactUnique} from '../storage/transact-unique.ts';
import type {Asked} from './asked.ts';
import {type CommitGroups, commitGroups} from './commit-groups.ts';
import type {Decided} from './decide-request.ts';
import type {OrderInQuestion} from './order-in-question.ts';
import type {Written} from './show-committed.ts';

/** What was written, by its ids. */
export interface Committed {
  readonly orderId: OrderId;
  readonly plan: RedemptionPlan;
  /** All of it where the order is new, so that it need not be read back. */
  readonly written: Written | null;
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
  const draws = drawsOf(decision.verdicts, plan);
  const record: RedemptionRecord = {
    order: {id: orderId, sourceId: order.sourceId, cart: order.cart, metadata: order.cart.metadata},
    decision,
    plan,
    customerId: asked.customer?.id ?? order.stored?.customerId ?? null,
    trackingId: asked.trackingId,
    channel: asked.channel,
    metadata: toMetadata(asked.body.metadata),
    redeemedAtMs: nowMs,
    till: null,
  };
  const answer =
    order.stored === null
      ? await groupsOf(deps.db).commit({projectId, draws, record}, accountsOf(projectId, draws))
      : await payStored(deps, projectId, order.stored, {draws, record});
  if (answer.ok) {
    const written =
      order.stored === null ? {record, customer: asked.customer, products: facts.products} : null;
    return done({orderId, plan, written});
  }
  return refused('taken' in answer ? orderMoved : shortProblem(answer, facts.vouchers));
}

interface ProjectRedemption extends NewRedemption {
  readonly projectId: ProjectId;
}

/** Of each database of this process: redemptions of new orders are committed in groups. */
const groupsByDb = new WeakMap<Db, CommitGroups<ProjectRedemption, Committing>>();

function groupsOf(db: Db): CommitGroups<ProjectRedemption, Committing> {
  const known = groupsByDb.get(db);
  if (known !== undefined) return known;
  const groups = commitGroups<ProjectRedemption, Committing>(jobs => commitByProject(db, jobs));
  groupsByDb.set(db, groups);
  return groups;
}

async function commitByProject(db: Db, jobs: readonly ProjectRedemption[]): Promise<readonly Committing[]> {
  const answers = new Map<ProjectRedemption, Committing>();
  for (const projectId of new Set(jobs.map(job => job.projectId))) {
    const own = jobs.filter(job => job.projectId === projectId);
    const committed = await commitTogether(db, projectId, own);
    for (const [at, job] of own.entries()) answers.set(job, present(committed[at], 'answer'));
  }
  return jobs.map(job => present(answers.get(job), 'answer'));
}

function accountsOf(projectId: ProjectId, draws: readonly RedemptionDraw[]): string[] {
  return [...new Set(draws.map(({account}) => `${projectId} ${account}`))];
}

/** More redemptions on an order that is there: it is locked, and must be as it was when it was priced. */
async function payStored(
  {db}: CommandDeps,
  projectId: ProjectId,
  stored: OrderRecord,
  {draws, record}: NewRedemption,
): Promise<Committing> {
  const taken = {ok: false, taken: true} as const;
  const paid = await transactUnique<Committing>(db, orderMoved, async tx => {
    if (!(await unmoved(tx, projectId, stored))) return refused(orderMoved);
    const drawn = await commitDraws(tx, projectId, draws);
    if (drawn.ok) await recordRedemptions(tx, projectId, record);
    return done(drawn);
  });
  return paid.ok ? paid.value : taken;
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
