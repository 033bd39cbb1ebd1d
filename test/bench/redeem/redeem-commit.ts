/**
 * The commit of a redemption alone, on different codes and on one: the order, the redemption, the entry and the account,
 * durable. The decision was made before; what is timed begins where `commitRedemption` hands it to its groups.
 */
import {sql} from 'kysely';
import {present} from '../../../shared/kernel/assert.ts';
import {makeId} from '../../../shared/kernel/id.ts';
import {usesAccount} from '../../../shared/ledger/account-key.ts';
import {planRedemption} from '../../../shared/redemption/plan-redemption.ts';
import {systemClock} from '../../../sync/app/system-clock.ts';
import {systemRandom} from '../../../sync/app/system-random.ts';
import {commitGroups} from '../../../sync/redemptions/commit-groups.ts';
import {decideRequest} from '../../../sync/redemptions/decide-request.ts';
import {orderInQuestion} from '../../../sync/redemptions/order-in-question.ts';
import {pgFactSource} from '../../../sync/storage/pg-fact-source.ts';
import {commitTogether} from '../../../sync/storage/redemptions/commit-together.ts';
import type {NewRedemption} from '../../../sync/storage/redemptions/write-together.ts';
import type {OutdoorSide} from '../outdoor-side.ts';
import {clientsAtOnce} from './clients.ts';
import {addCoupons, type RedeemGround, redeemGround} from './redeem-ground.ts';

const uses = 1_000_000_000;

interface CommitBench {
  /** Codes that the clients go through. */
  readonly codes: number;
  /** Whether those that wait for one account are committed together. */
  readonly grouped: boolean;
}

export function redeemCommit({codes, grouped}: CommitBench): () => Promise<OutdoorSide> {
  return async () => {
    const ground = await redeemGround();
    await sql`
      insert into account (project_id, account, limit_units)
      select ${ground.projectId}, 'v:v_bench' || n || ':uses', ${uses} from generate_series(1, ${codes}) as n
    `.execute(ground.db);
    const makeRedemption = await redemptionMaker(ground);
    const groups = commitGroups((jobs: readonly NewRedemption[]) =>
      commitTogether(ground.db, ground.projectId, jobs),
    );
    let turn = 0;
    let committed = 0;
    const commit = async (): Promise<void> => {
      turn += 1;
      const redemption = makeRedemption((turn % codes) + 1);
      const accounts = redemption.draws.map(draw => draw.account);
      const answer = grouped
        ? await groups.commit(redemption, accounts)
        : present((await commitTogether(ground.db, ground.projectId, [redemption]))[0], 'answer');
      if (!answer.ok) throw new Error('not committed');
      committed += 1;
    };
    return {
      answers: async () => {
        await commit();
        return balanced(ground, committed);
      },
      time: async forMs => {
        const timed = await clientsAtOnce(forMs, commit);
        await balanced(ground, committed);
        return timed;
      },
      close: ground.close,
    };
  };
}

/** Redemptions of one decision, each with ids of its own and drawing on the `n`th account. */
async function redemptionMaker(ground: RedeemGround): Promise<(n: number) => NewRedemption> {
  const {db, projectId} = ground;
  await addCoupons(ground, ['MODEL']);
  const body = {redeemables: [{object: 'voucher' as const, id: 'MODEL'}], order: {amount: 1_000}};
  const order = await orderInQuestion(db, projectId, body.order);
  if (!order.ok) throw new Error('no order');
  const question = {body, apiKeyId: 'bench'};
  const {decision} = await decideRequest(
    pgFactSource(db, projectId),
    order.value,
    null,
    question,
    systemClock.nowMs(),
  );
  return n => {
    const nowMs = systemClock.nowMs();
    const plan = planRedemption(decision, () => makeId('r', nowMs, systemRandom));
    const redemptionId = present(plan.redemptions[0], 'redemption').id;
    return {
      draws: [{account: usesAccount(`v_bench${n}`), amount: 1, redemptionId}],
      record: {
        order: {id: makeId('ord', nowMs, systemRandom), sourceId: null, cart: order.value.cart, metadata: {}},
        decision,
        plan,
        customerId: null,
        trackingId: null,
        channel: {channel_id: 'bench', channel_type: 'API'},
        metadata: {},
        redeemedAtMs: nowMs,
        till: null,
      },
    };
  };
}

async function balanced({db}: RedeemGround, committed: number): Promise<string> {
  const {rows} = await sql<{committed: number; entries: number; redemptions: number; orders: number}>`
    select (select sum(committed) from account)::bigint as committed, (select count(*) from entry) as entries,
      (select count(*) from redemption) as redemptions, (select count(*) from sales_order) as orders
  `.execute(db);
  const [book] = rows;
  const counts = [book?.committed, book?.entries, book?.redemptions, book?.orders];
  if (counts.some(count => count !== committed))
    throw new Error(`${committed} committed, kept ${counts.join(', ')}`);
  return 'every one kept once';
}
