/** A window's talk with the server over a line in memory: nothing here needs a browser or a network. */
import {expect, test} from 'vitest';
import {createStore} from 'zustand/vanilla';
import {contentHashSchema} from '../../shared/kernel/content-hash.ts';
import {epochMs} from '../../shared/kernel/epoch.ts';
import type {ExchangeRequest, ExchangeResponse} from '../../shared/protocol/exchange.ts';
import {operationSchema} from '../../shared/protocol/operation.ts';
import {cart} from '../../test/builders/cart.ts';
import {openingMs} from '../../test/builders/facts.ts';
import {percent} from '../../test/builders/offers.ts';
import {memoryDraft, memoryTill} from '../../test/tills/memory-till.ts';
import {sold, usesLease} from '../../test/tills/sale-draft.ts';
import {saveTestEnrolment} from '../../test/tills/save-test-enrolment.ts';
import {testIdentity} from '../../test/tills/test-identity.ts';
import {completeSale} from '../till-ledger/complete-sale.ts';
import {countQueue} from '../till-ledger/count-queue.ts';
import type {Till} from '../till-ledger/till.ts';
import type {Answer} from './answer.ts';
import {connecting} from './connection.ts';
import type {FeedPuller} from './feed-puller.ts';
import {type TillLine, tillLine} from './till-line.ts';
import type {UplinkStatus} from './uplink-status.ts';

type Reply = (request: ExchangeRequest) => Partial<ExchangeResponse> | null;

interface Talk {
  readonly line: TillLine;
  readonly sent: ExchangeRequest[];
  readonly status: () => UplinkStatus;
  reply: Reply;
}

/** `reply` adds to an answer that takes everything; null: the request is lost. */
function talkOf(till: Till): Talk {
  const sent: ExchangeRequest[] = [];
  const status = createStore<UplinkStatus>(() => ({
    state: 'connecting',
    sinceMs: 0,
    lastContactMs: null,
    lastFullSyncMs: null,
    queued: 0,
    problems: 0,
    skewMs: null,
    role: 'leader',
    snapshot: null,
  }));
  const talk: {reply: Reply} = {reply: () => ({})};
  const send = async (request: ExchangeRequest): Promise<Answer<ExchangeResponse>> => {
    sent.push(request);
    const given = talk.reply(request);
    if (given === null) return {ok: false, failure: {kind: 'unreachable', message: 'no answer'}};
    return {ok: true, value: {...takesAll(request), ...given}};
  };
  const puller: FeedPuller = {pull: async () => ({ok: true, position: 0}), stop: () => undefined};
  const line = tillLine(till, {send, wallMs: () => openingMs}, puller, connecting(openingMs, null), status);
  return Object.assign(talk, {line, sent, status: status.getState});
}

function takesAll({operations}: ExchangeRequest): ExchangeResponse {
  const read = operations.map(operation => operationSchema.parse(operation));
  return {
    acknowledgements: read.map(({sequence, hash}) => ({
      sequence,
      hash: contentHashSchema.parse(hash),
      outcome: 'accepted',
      detail: null,
    })),
    appliedSequence: read.at(-1)?.sequence ?? 0,
    leases: null,
    leaseVersion: 1,
    accounts: [],
    feedHead: 0,
    serverMs: openingMs,
  };
}

const beat = {wants: [], preposition: false, upload: true};
const hot = percent('HOT', 10, {usesLimit: 100});

async function sell(till: Till, offers = [hot]) {
  return sold(await completeSale(till, await memoryDraft(till, cart({mug: {}}), offers)));
}
const queued = async (till: Till) => (await countQueue(till.ledger)).queued;

async function enrolledAgain(): Promise<Till> {
  const former = await memoryTill();
  await sell(former, []);
  await sell(former, []);
  const identity = {...testIdentity(), epoch: 2};
  await saveTestEnrolment(former.ledger, identity);
  const till = {...former, identity};
  await sell(till, []);
  return till;
}

test('what an earlier enrolment left is sent beside the present queue, under its own epoch', async () => {
  const till = await enrolledAgain();
  const talk = talkOf(till);
  expect(await talk.line.turn(beat)).toMatchObject({outcome: 'heard', again: true});
  expect(talk.sent.map(({epoch, operations}) => [epoch, operations.length])).toEqual([
    [2, 1],
    [1, 2],
  ]);
  expect(await queued(till)).toBe(0);
  await talk.line.turn(beat);
  expect(talk.sent).toHaveLength(3);
});

test('an earlier queue that the server does not answer holds nothing up, and is not dropped', async () => {
  const till = await enrolledAgain();
  const talk = talkOf(till);
  talk.reply = ({epoch}) => (epoch === 1 ? null : {});
  expect(await talk.line.turn(beat)).toMatchObject({outcome: 'heard', standing: 'good'});
  expect(talk.status().state).toBe('online');
  expect(await queued(till)).toBe(2);
});

test('a window that does not lead leaves all queues to the one that does', async () => {
  const till = await enrolledAgain();
  const talk = talkOf(till);
  await talk.line.turn({...beat, upload: false});
  expect(talk.sent).toMatchObject([{epoch: 2, operations: []}]);
});

test('a fenced till says so and still drains its queue', async () => {
  const till = await memoryTill();
  await till.ledger.lease.put(usesLease('HOT', 5));
  const talk = talkOf(till);
  talk.reply = () => ({standing: 'fenced', session: 'one'});
  await talk.line.turn(beat);
  expect(talk.status()).toMatchObject({state: 'refused', refusedReason: 'till_fenced'});
  await sell(till, []);
  expect(await talk.line.turn(beat)).toMatchObject({outcome: 'heard', standing: 'fenced'});
  expect(await queued(till)).toBe(0);
  expect((await till.ledger.lease.all()).map(({returned}) => returned)).toEqual([0]);
});

test('a recalled lease goes back at the next turn, also when the turn that brought the recall died', async () => {
  const till = await memoryTill();
  await till.ledger.lease.put(usesLease('HOT', 5, {recalled: true}));
  const talk = talkOf(till);
  expect(await talk.line.turn(beat)).toMatchObject({again: true});
  await talk.line.turn(beat);
  expect(talk.sent[1]?.operations).toMatchObject([{body: {kind: 'lease-return', amount: 5}}]);
});

test('what sells is asked for in the background, once in five minutes, and again after a lost request', async () => {
  let nowMs: number = openingMs;
  const till = await memoryTill({nowMs: () => epochMs(nowMs)});
  const monotonic = {...till.clock.monotonic, nowMs: () => nowMs - openingMs};
  const moving: Till = {...till, clock: {...till.clock, monotonic, nowMs: () => epochMs(nowMs)}};
  await till.ledger.lease.put(usesLease('HOT', 4));
  for (let sale = 0; sale < 4; sale += 1) await sell(moving);
  const talk = talkOf(moving);
  const asked = () => talk.sent.at(-1)?.wants;
  const level = [{account: 'v:v_HOT:uses', need: 0, level: 4}];
  talk.reply = () => null;
  await talk.line.turn(beat);
  talk.reply = () => ({});
  await talk.line.turn(beat);
  expect(talk.sent.map(({wants}) => wants)).toEqual([level, level]);
  await talk.line.turn(beat);
  expect(asked()).toEqual([]);
  nowMs += 5 * 60_000;
  await talk.line.turn(beat);
  expect(asked()).toMatchObject([{account: 'v:v_HOT:uses'}]);
  await talk.line.turn({...beat, wants: [{account: 'v:v_OTHER:uses', need: 1, level: 2}]});
  expect(asked()).toMatchObject([{account: 'v:v_OTHER:uses', need: 1}]);
});
