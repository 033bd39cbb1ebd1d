/**
 * Enrolment: a code from the server makes this machine a till. Asking again after a lost answer is safe: the nonce
 * was kept before the first try, and the server answers the same nonce the same.
 */
import {epochMs} from '../../shared/kernel/epoch.ts';
import type {CounterfoilBridge} from '../../shared/protocol/bridge.ts';
import {type DemoOffer, demoOfferSchema, enrolmentSchema} from '../../shared/protocol/enrol.ts';
import {protocolVersion} from '../../shared/protocol/version.ts';
import {identityOf, type TillIdentity} from '../identity/enrolment-secret.ts';
import {tillKeys} from '../identity/till-keys.ts';
import {bridgeJournal} from '../journal/bridge-journal.ts';
import {originJournal} from '../journal/origin-journal.ts';
import {cryptoRandom} from '../till-db/crypto-random.ts';
import {dexieLedger} from '../till-db/dexie-ledger.ts';
import {enrolmentSecrets} from '../till-db/enrolment-secrets.ts';
import type {TillDatabases} from '../till-db/open-till-databases.ts';
import {enrolmentNonce} from '../till-ledger/enrolment-nonce.ts';
import {fillJournal} from '../till-ledger/journal-operation.ts';
import {readHead} from '../till-ledger/ledger-head.ts';
import type {LedgerStore} from '../till-ledger/ledger-store.ts';
import {type FormerEnrolment, saveEnrolment} from '../till-ledger/save-enrolment.ts';
import type {Failure} from './answer.ts';
import {type Fetch, requestJson} from './request-json.ts';

/** `weakSecret`: the token lies under a password anyone can know (Linux without a key store). Tell the manager. */
export type EnrolAnswer =
  | {readonly ok: true; readonly identity: TillIdentity; readonly weakSecret: boolean}
  | {readonly ok: false; readonly code: EnrolRefusal; readonly message: string};

export type EnrolRefusal =
  | 'unreachable'
  | 'wrong_server'
  | 'code_unknown'
  | 'code_used'
  | 'code_expired'
  | 'too_many_tries'
  /** The machine's key store did not take the token; `message` says why. The code can be used again from here. */
  | 'secret_store'
  | 'server_error';

export interface EnrolOptions {
  readonly bridge?: CounterfoilBridge | null;
  readonly fetch?: Fetch;
}

const TIMEOUT_MS = 15_000;
const DEMO_TIMEOUT_MS = 4_000;

export async function enrol(
  db: TillDatabases,
  serverUrl: string,
  code: string,
  options: EnrolOptions = {},
): Promise<EnrolAnswer> {
  const server = serverAddress(serverUrl);
  if (server === null)
    return {ok: false, code: 'wrong_server', message: `not the address of a server: ${serverUrl}`};
  const bridge = options.bridge ?? null;
  const typed = code.replace(/[\s-]/g, '').toUpperCase();
  if (typed.length < 4 || typed.length > 40) return {ok: false, code: 'code_unknown', message: ''};
  const nonce = await enrolmentNonce(dexieLedger(db.ledger), {serverUrl: server, code: typed}, cryptoRandom);
  const keys = tillKeys(db.name);
  const publicKey = await keys.make(nonce);
  const answer = await requestJson(options.fetch ?? windowFetch, {
    method: 'POST',
    url: `${server}/sync/v1/enrol`,
    body: {
      protocol: protocolVersion,
      code: typed,
      nonce,
      shell: bridge === null ? 'browser' : 'electron',
      journal: bridge === null ? 'none' : 'file',
      ...(publicKey !== null && {publicKey}),
    },
    timeoutMs: TIMEOUT_MS,
    schema: enrolmentSchema,
  });
  if (!answer.ok) return {ok: false, ...refusal(answer.failure)};
  const identity = identityOf(answer.value, server, publicKey === null ? null : nonce);
  // The secret first: an identity without its token would be a till that can only be refused.
  const {token, tokenExpiresAtMs, lastReceiptSequence} = answer.value;
  const receiptSequence = Math.max((await readHead(db.ledger)).receiptSequence, lastReceiptSequence);
  const secret = {
    identity,
    token,
    receiptSequence,
    ...(tokenExpiresAtMs !== undefined && {tokenExpiresAtMs}),
  };
  const written = await enrolmentSecrets(db.ledger, bridge).write(secret);
  if (!written.ok) return {ok: false, code: 'secret_store', message: written.message};
  const ledger = dexieLedger(db.ledger);
  const clock = {
    correctedMs: answer.value.serverMs,
    wallMs: epochMs(Date.now()),
    source: 'server' as const,
  };
  const former = await saveEnrolment(ledger, {identity, receiptSequence, clock, random: cryptoRandom});
  if (former !== null) await journalReturns(ledger, former, bridge);
  await keys.keepOnly(nonce);
  return {ok: true, identity, weakSecret: written.weak};
}

/** What went back when the former enrolment ended is in its journal too, as far as that still takes it. */
async function journalReturns(
  ledger: LedgerStore,
  {identity, sequenceBefore, sequence}: FormerEnrolment,
  bridge: CounterfoilBridge | null,
): Promise<void> {
  const journal = bridge === null ? originJournal(identity) : bridgeJournal(bridge, identity);
  if (journal.kind === 'none' || sequence === sequenceBefore) return;
  await fillJournal({ledger, journal, identity}, sequenceBefore, sequence).catch((error: unknown) =>
    console.error('the journal of the former enrolment:', error),
  );
}

/** What a demo server offers a newcomer; null from any other, and when nothing answers. */
export async function demoOffer(serverUrl: string, options: EnrolOptions = {}): Promise<DemoOffer | null> {
  const server = serverAddress(serverUrl);
  if (server === null) return null;
  const answer = await requestJson(options.fetch ?? windowFetch, {
    method: 'GET',
    url: `${server}/sync/v1/demo`,
    timeoutMs: DEMO_TIMEOUT_MS,
    schema: demoOfferSchema,
  });
  return answer.ok ? answer.value : null;
}

/** Scheme, host and port of what was typed (`http://` may be left out on this machine); null if it is none. */
export function serverAddress(typed: string): string | null {
  const text = typed.trim();
  const isLocal = /^(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/i.test(text);
  const withScheme = /^https?:\/\//i.test(text) ? text : `${isLocal ? 'http' : 'https'}://${text}`;
  if (text === '' || !URL.canParse(withScheme)) return null;
  return new URL(withScheme).origin;
}

export const windowFetch: Fetch = (url, init) => fetch(url, init);

function refusal(failure: Failure): {code: EnrolRefusal; message: string} {
  const {message} = failure;
  if (failure.kind === 'unreachable') return {code: 'unreachable', message};
  if (failure.kind === 'foreign') return {code: 'wrong_server', message};
  return {code: byKey[failure.key] ?? byStatus(failure.status), message};
}

const byKey: Readonly<Record<string, EnrolRefusal>> = {
  enrolment_code_unknown: 'code_unknown',
  enrolment_code_used: 'code_used',
  enrolment_code_expired: 'code_expired',
  too_many_requests: 'too_many_tries',
};

function byStatus(status: number): EnrolRefusal {
  return status === 404 || status === 405 ? 'wrong_server' : 'server_error';
}
