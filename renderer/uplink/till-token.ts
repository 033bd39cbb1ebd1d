/**
 * The till's bearer token: the present one, and the next one in time. A till with a key asks for it in the background
 * once half of its day is over, and at once when the server says that it has ended: a till that was off for a week comes
 * back by itself. One without a key has a token that does not end.
 *
 * The windows of a till share what is kept: the first that asks keeps the answer, the others find it.
 */
import {bytesToHex} from '@noble/hashes/utils.js';
import {epochMs} from '../../shared/kernel/epoch.ts';
import {type IssuedToken, issuedTokenSchema, tokenText} from '../../shared/protocol/enrol.ts';
import type {EnrolmentSecret, EnrolmentSecrets} from '../identity/enrolment-secret.ts';
import type {Till} from '../till-ledger/till.ts';
import type {Answer, Failure} from './answer.ts';
import {type Fetch, requestJson} from './request-json.ts';

export interface TillToken {
  current(): string;
  /** Gets the next one when it is time. Never rejects. */
  keepFresh(): Promise<void>;
  /** After the server refused `refused`: whether there is another now. Never rejects. */
  renew(refused: string): Promise<Renewal>;
}

/** `refused`: there will be none, the till has no key or one the server does not know; `later`: no answer now. */
type Renewal = 'renewed' | 'refused' | 'later';

export interface TillTokenOptions {
  readonly till: Pick<Till, 'identity' | 'clock' | 'random' | 'sign'>;
  readonly secrets: EnrolmentSecrets;
  /** What is kept now; null where nothing is. */
  readonly secret: EnrolmentSecret | null;
  readonly fetch: Fetch;
}

/** Half a token's life. */
const FRESH_FOR_MS = 12 * 3_600_000;
const TIMEOUT_MS = 10_000;
/** Without a token the server says "unauthorized", and that is what the screens then show. */
const NONE = 'none';

export function tillToken({till, secrets, secret, fetch}: TillTokenOptions): TillToken {
  let held = secret;
  let renewing: Promise<Renewal> | null = null;

  async function next(former: string): Promise<Renewal> {
    const kept = await secrets.read();
    if (kept === null || till.sign === undefined) return 'refused';
    const {deviceId, epoch} = till.identity;
    // Enrolled anew in another window: this one is about to be closed.
    if (kept.identity.deviceId !== deviceId || kept.identity.epoch !== epoch) return 'refused';
    if (kept.token !== former) {
      held = kept;
      return 'renewed';
    }
    const answer = await ask(till, fetch);
    if (!answer.ok) return isFinal(answer.failure) ? 'refused' : 'later';
    held = {...kept, token: answer.value.token, tokenExpiresAtMs: answer.value.tokenExpiresAtMs};
    const written = await secrets.write(held);
    if (!written.ok) console.error('the next token was not kept:', written.message);
    return 'renewed';
  }

  function renew(former: string): Promise<Renewal> {
    if (held !== null && held.token !== former) return Promise.resolve('renewed');
    renewing ??= alone(till.identity.deviceId, () => next(former))
      .catch((error: unknown): Renewal => {
        console.error('the next token:', error);
        return 'later';
      })
      .finally(() => {
        renewing = null;
      });
    return renewing;
  }

  return {
    current: () => held?.token ?? NONE,
    async keepFresh() {
      const endsAtMs = held?.tokenExpiresAtMs;
      if (held === null || endsAtMs === undefined) return;
      if (endsAtMs - till.clock.nowMs() < FRESH_FOR_MS) await renew(held.token);
    },
    renew,
  };
}

/** One token for a program that does not rotate it: a test, or a till that was told its token. */
export function fixedToken(token: string): TillToken {
  return {current: () => token, keepFresh: async () => undefined, renew: async () => 'refused'};
}

/** The server has looked at the request and will not say otherwise later. */
function isFinal(failure: Failure): boolean {
  return failure.kind === 'refused' && (failure.status === 401 || failure.status === 403);
}

/** Asks once, and once more with the server's own time when this till's is too far off. */
async function ask(till: TillTokenOptions['till'], fetch: Fetch): Promise<Answer<IssuedToken>> {
  const first = await request(till, fetch, till.clock.nowMs());
  if (first.ok || first.failure.kind !== 'refused' || first.failure.key !== 'token_request_stale')
    return first;
  const {serverMs} = first.failure;
  return serverMs === undefined ? first : request(till, fetch, serverMs);
}

async function request(
  {identity, random, sign}: TillTokenOptions['till'],
  fetch: Fetch,
  nowMs: number,
): Promise<Answer<IssuedToken>> {
  const {deviceId, epoch, serverUrl} = identity;
  const asked = {deviceId, epoch, nonce: bytesToHex(random.bytes(16)), wallMs: epochMs(Math.floor(nowMs))};
  return requestJson(fetch, {
    method: 'POST',
    url: `${serverUrl}/sync/v1/token`,
    body: {...asked, signature: (await sign?.(tokenText(asked))) ?? ''},
    timeoutMs: TIMEOUT_MS,
    schema: issuedTokenSchema,
  });
}

/** One window at a time, where the browser has locks. */
function alone(name: string, work: () => Promise<Renewal>): Promise<Renewal> {
  const locks = globalThis.navigator?.locks;
  return locks === undefined ? work() : locks.request(`counterfoil-token ${name}`, work);
}
