/** One round: tills sell, REST redeems, faults strike in the middle of it, and then everything is mended. */
import {setTimeout as wait} from 'node:timers/promises';
import {z} from 'zod';
import type {LimitedThing} from './limited-things.ts';
import type {Fault, RoundPlan, TimedFault} from './plan-round.ts';
import type {Stage, TillOnStage} from './stage.ts';

/** Products of the demo shop, by EAN. */
const eans = ['5909902001137', '4099904001134', '4099905001133'];
const saleLimits = {limitMs: 6_000, codeLimitMs: 2_500};
const restLimitMs = 8_000;

export interface RoundPlayed {
  readonly paid: number;
  readonly withCode: number;
  readonly givenUp: readonly string[];
  /** Why codes were not applied. */
  readonly notApplied: readonly string[];
  readonly brokenOff: number;
  readonly redeemed: number;
  readonly refused: number;
  readonly unanswered: number;
}

interface Tally {
  paid: number;
  withCode: number;
  givenUp: string[];
  notApplied: string[];
  brokenOff: number;
  redeemed: number;
  refused: number;
  unanswered: number;
}

export async function playRound(
  stage: Stage,
  plan: RoundPlan,
  things: readonly LimitedThing[],
): Promise<RoundPlayed> {
  const tally: Tally = {
    paid: 0,
    withCode: 0,
    givenUp: [],
    notApplied: [],
    brokenOff: 0,
    redeemed: 0,
    refused: 0,
    unanswered: 0,
  };
  await Promise.all([
    ...plan.sales.map((sales, at) => sell(stage, at, sales, things, tally)),
    redeemAll(stage, plan, things, tally),
    ...plan.faults.map(fault => strike(stage, fault)),
  ]);
  await mendAll(stage);
  return tally;
}

async function sell(
  stage: Stage,
  at: number,
  sales: readonly (number | null)[],
  things: readonly LimitedThing[],
  tally: Tally,
): Promise<void> {
  const till = stage.tills[at];
  for (const [nth, place] of sales.entries()) {
    if (till === undefined || !till.isOpen()) return;
    const code = place === null ? null : (things[place]?.code ?? null);
    const ean = eans[(at + nth) % eans.length] ?? '';
    const rung = await till.ringUp({eans: [ean], code, ...saleLimits});
    if (rung.outcome === 'broken-off') tally.brokenOff += 1;
    else if (rung.outcome === 'given-up') tally.givenUp.push(`${till.name}: ${rung.step}: ${rung.said}`);
    else {
      const {tillId} = till;
      const {receipt, codeApplied, codeSaid} = rung;
      if (codeSaid !== null) tally.notApplied.push(codeSaid);
      stage.acknowledged.sales.set(`${tillId} ${receipt}`, {tillId, receipt});
      tally.paid += 1;
      if (codeApplied) tally.withCode += 1;
    }
  }
}

const redeemedSchema = z.object({redemptions: z.array(z.object({id: z.string()})).min(1)});

async function redeemAll(
  stage: Stage,
  plan: RoundPlan,
  things: readonly LimitedThing[],
  tally: Tally,
): Promise<void> {
  const {redemptions, rolledBack} = stage.acknowledged;
  await Promise.all(
    plan.redemptions.map(async (place, at) => {
      await wait(at * 150);
      const id = things[place]?.code ?? '';
      const redeemables = [{object: 'voucher', id, gift: {credits: 700}}];
      const answer = await post(stage, '/v1/redemptions', {redeemables, order: {amount: 1_500}});
      if (answer === 'refused') tally.refused += 1;
      else if (answer === 'unanswered') tally.unanswered += 1;
      else {
        for (const made of redeemedSchema.parse(answer).redemptions) redemptions.add(made.id);
        tally.redeemed += 1;
      }
    }),
  );
  if (!plan.rollsBack) return;
  const last = [...redemptions].filter(id => !rolledBack.has(id)).at(-1);
  if (last === undefined) return;
  const answer = await post(stage, `/v1/redemptions/${last}/rollback`, {});
  if (typeof answer === 'object') rolledBack.add(last);
}

/** The parsed body of a 200; `refused` for another answer of the API; `unanswered` where what happened is not known. */
async function post(stage: Stage, path: string, body: object): Promise<object | 'refused' | 'unanswered'> {
  try {
    const answer = await fetch(`http://127.0.0.1:${stage.cable.port}${path}`, {
      method: 'POST',
      headers: {
        'X-App-Id': 'demo-app',
        'X-App-Token': 'demo-token',
        'Content-Type': 'application/json',
        Connection: 'close',
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(restLimitMs),
    });
    const text = await answer.text();
    if (answer.status >= 500) return 'unanswered';
    return answer.ok ? (JSON.parse(text) as object) : 'refused';
  } catch {
    return 'unanswered';
  }
}

async function strike(stage: Stage, {fault, atMs, forMs}: TimedFault): Promise<void> {
  await wait(atMs);
  await begin(stage, fault);
  await wait(forMs);
  await end(stage, fault);
}

/** Two faults of one round may want the same process; the second then finds nothing to break. */
async function begin(stage: Stage, fault: Fault): Promise<void> {
  switch (fault.kind) {
    case 'none':
      return;
    case 'cable':
      stage.cable.damage(fault.cable);
      return;
    case 'kill-server':
      return stage.server.kill();
    case 'kill-database':
      return stage.server.killDatabase().catch(() => undefined);
    case 'kill-till':
      return tillOf(stage, fault)?.kill();
    case 'till-disk-full':
      return onTill(stage, fault, till => till.limitStorage(1));
    case 'server-disk-full':
      return stage.serverDisk?.fill();
    case 'clock-jump':
      return onTill(stage, fault, till => till.skewClock(fault.skewMs));
  }
}

async function end(stage: Stage, fault: Fault): Promise<void> {
  switch (fault.kind) {
    case 'cable':
      stage.cable.mend();
      return;
    case 'till-disk-full':
      return onTill(stage, fault, till => till.limitStorage(null));
    case 'server-disk-full':
      return stage.serverDisk?.empty();
    case 'clock-jump':
      return onTill(stage, fault, till => till.skewClock(0));
    case 'none':
    case 'kill-server':
    case 'kill-database':
    case 'kill-till':
      return;
  }
}

function tillOf(stage: Stage, {till}: {readonly till: number}): TillOnStage | undefined {
  return stage.tills[till];
}

async function onTill(
  stage: Stage,
  fault: {readonly till: number},
  work: (till: TillOnStage) => Promise<void>,
): Promise<void> {
  const till = tillOf(stage, fault);
  // Another fault of this round may kill it meanwhile.
  if (till?.isOpen()) await work(till).catch(() => undefined);
}

async function mendAll(stage: Stage): Promise<void> {
  stage.cable.mend();
  await stage.serverDisk?.empty();
  await stage.server.up();
  await Promise.all(
    stage.tills.map(async till => {
      await till.open();
      await till.wake();
    }),
  );
}
