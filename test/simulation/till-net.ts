/** What a simulated till says to the server and hears from it: the words of HTTP, carried by the simulated network. */

import {z} from 'zod';
import type {ChangesAsked, FeedLine} from '../../renderer/till-replica/feed-line.ts';
import {followFeed, type Pulled} from '../../renderer/till-replica/follow-feed.ts';
import type {ReplicaStore} from '../../renderer/till-replica/replica-store.ts';
import type {Answer} from '../../renderer/uplink/answer.ts';
import type {Line} from '../../renderer/uplink/exchange.ts';
import type {FeedPuller} from '../../renderer/uplink/feed-puller.ts';
import {brokenOff} from '../../renderer/uplink/pull-feed.ts';
import {contentHash} from '../../shared/kernel/content-hash.ts';
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import {changesPageSchema} from '../../shared/protocol/changes.ts';
import {enrolmentSchema} from '../../shared/protocol/enrol.ts';
import {exchangeResponseSchema} from '../../shared/protocol/exchange.ts';
import {manifestSchema} from '../../shared/protocol/snapshot.ts';
import {splitLine} from '../../shared/protocol/voucher-block.ts';
import {type Life, mortal} from './mortal.ts';
import type {Network} from './network.ts';
import type {Plant} from './plants.ts';
import type {TillHardware} from './till-hardware.ts';

export type Question =
  | {readonly path: 'exchange'; readonly token: string; readonly body: unknown}
  | {readonly path: 'changes'; readonly token: string; readonly asked: ChangesAsked}
  | {readonly path: 'snapshot'; readonly token: string}
  | {readonly path: 'chunk'; readonly token: string; readonly sha256: string}
  | {readonly path: 'enrol'; readonly code: string; readonly nonce: string};

export interface Said {
  readonly status: number;
  readonly body: unknown;
}

const saidSchema = z.object({status: z.number(), body: z.unknown()});
const refusalSchema = z.object({key: z.string()});

export interface TillNet {
  readonly network: Network;
  /** Called when something arrived at a till. */
  readonly arrived: (till: number) => void;
}

/** Shorter than a real till's, so that more happens in a minute. */
const EXCHANGE_TIMEOUT_MS = 2_000;

export function tillPorts(
  node: {readonly index: number; readonly hardware: TillHardware},
  net: TillNet,
  token: string,
  life: Life,
  plant: Plant | null,
): {readonly line: Line; readonly puller: FeedPuller} {
  const {hardware} = node;
  const line: Line = {
    wallMs: () => hardware.machine.wallMs(),
    send: body => askServer(node.index, net, {path: 'exchange', token, body}, exchangeResponseSchema),
  };
  const puller: FeedPuller = {
    pull: nowMs => pullOnce(node, net, token, life, plant, nowMs),
    stop: () => undefined,
  };
  return {line: mortal(life, line), puller: mortal(life, puller)};
}

/** Small pages, so that a download takes several. */
const PAGE = 15;

/** What one window does: the production download into the till's cache, while the process lives. */
export function pullOnce(
  node: {readonly index: number; readonly hardware: TillHardware},
  net: TillNet,
  token: string,
  life: Life,
  plant: Plant | null,
  nowMs: EpochMs,
): Promise<Pulled> {
  const cache = node.hardware.replica.cache.connect();
  const store: ReplicaStore = mortal(life, plant?.replica?.(cache) ?? cache);
  const line = mortal(life, feedLine(node.index, net, token));
  return followFeed(store, line, nowMs, () => undefined, PAGE).catch(brokenOff);
}

const pageSchema = changesPageSchema.extend({changes: z.array(z.unknown())});

function feedLine(till: number, net: TillNet, token: string): FeedLine {
  return {
    changes: asked => askServer(till, net, {path: 'changes', token, asked}, pageSchema),
    manifest: () => askServer(till, net, {path: 'snapshot', token}, manifestSchema),
    async blocks({sha256}) {
      const answer = await askServer(till, net, {path: 'chunk', token, sha256}, z.string());
      if (!answer.ok) return answer;
      const isWhole = contentHash(answer.value) === sha256;
      return {
        ok: true,
        value: isWhole ? answer.value.split('\n').flatMap(text => splitLine(text) ?? []) : null,
      };
    },
  };
}

export function askToEnrol(till: number, net: TillNet, code: string, nonce: string) {
  return askServer(till, net, {path: 'enrol', code, nonce}, enrolmentSchema);
}

async function askServer<T>(
  till: number,
  net: TillNet,
  question: Question,
  schema: z.ZodType<T>,
): Promise<Answer<T>> {
  const text = JSON.stringify(question);
  const heard = await net.network.ask(till, question.path, text, EXCHANGE_TIMEOUT_MS);
  net.arrived(till);
  if (heard.kind === 'nothing')
    return {ok: false, failure: {kind: 'unreachable', message: 'no answer in time'}};
  const said = saidOf(heard.text);
  if (said === null) return {ok: false, failure: {kind: 'foreign', message: 'half an answer'}};
  const {status, body} = said;
  if (status !== 200) {
    const key = refusalSchema.safeParse(body).data?.key ?? 'internal_error';
    return {ok: false, failure: {kind: 'refused', status, key, message: '', retryAfterMs: null}};
  }
  const parsed = schema.safeParse(body);
  if (!parsed.success)
    return {ok: false, failure: {kind: 'foreign', message: 'not an answer of the sync server'}};
  return {ok: true, value: parsed.data};
}

function saidOf(text: string): Said | null {
  try {
    const parsed = saidSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
