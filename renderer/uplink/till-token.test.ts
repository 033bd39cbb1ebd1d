import 'fake-indexeddb/auto';
import {expect, test} from 'vitest';
import {z} from 'zod';
import {epochMs} from '../../shared/kernel/epoch.ts';
import {openingMs} from '../../test/builders/facts.ts';
import {json} from '../../test/tills/sync-server-double.ts';
import {stillMonotonic, testIdentity} from '../../test/tills/test-identity.ts';
import {tillClock} from '../clock/till-clock.ts';
import type {EnrolmentSecret, EnrolmentSecrets} from '../identity/enrolment-secret.ts';
import {cryptoRandom} from '../till-db/crypto-random.ts';
import type {Fetch} from './request-json.ts';
import {requestJson} from './request-json.ts';
import {tillToken} from './till-token.ts';
import {withToken} from './with-token.ts';

const hourMs = 3_600_000;
const firstToken = 'token-1';

/** A server that takes one token at a time, and gives out the next for a signed request. */
class TokenServer {
  readonly requests: z.output<typeof requestSchema>[] = [];
  /** What it says to a request for a token instead of giving one. */
  otherAnswer: Response | null = null;
  #valid = firstToken;
  #given = 1;

  /** The present token ends. */
  end(): void {
    this.#valid = 'none';
  }

  fetch: Fetch = async (url, init) => {
    if (url.endsWith('/token')) return this.#next(readRequest(init));
    const token = new Headers(init.headers).get('authorization')?.replace('Bearer ', '');
    return token === this.#valid
      ? json(200, {fine: true})
      : json(401, {key: 'token_expired', message: 'This token has ended'});
  };

  #next(request: z.output<typeof requestSchema>): Response {
    this.requests.push(request);
    if (this.otherAnswer !== null) return this.otherAnswer.clone();
    if (Math.abs(request.wallMs - openingMs) > 600_000)
      return json(401, {key: 'token_request_stale', message: '', server_ms: openingMs});
    this.#given += 1;
    this.#valid = `token-${this.#given}-${'x'.repeat(32)}`;
    return json(200, {token: this.#valid, tokenExpiresAtMs: openingMs + 24 * hourMs, serverMs: openingMs});
  }
}

const requestSchema = z.object({signature: z.string(), wallMs: z.number(), nonce: z.string()});

function readRequest({body}: RequestInit) {
  return requestSchema.parse(JSON.parse(z.string().parse(body)));
}

function secretsInMemory(secret: EnrolmentSecret): EnrolmentSecrets & {kept: EnrolmentSecret} {
  const secrets = {
    kept: secret,
    read: async () => secrets.kept,
    trouble: async () => null,
    async write(next: EnrolmentSecret) {
      secrets.kept = next;
      return {ok: true as const, weak: false};
    },
  };
  return secrets;
}

function setUp({hasKey = true, endsInMs = 24 * hourMs, wallMs = openingMs as number} = {}) {
  const server = new TokenServer();
  const identity = testIdentity();
  const secrets = secretsInMemory({
    identity,
    token: firstToken,
    tokenExpiresAtMs: epochMs(openingMs + endsInMs),
    receiptSequence: 0,
  });
  const till = {
    identity,
    clock: tillClock(stillMonotonic(), () => epochMs(wallMs)),
    random: cryptoRandom,
    ...(hasKey && {sign: async (text: string) => `signed ${text.split('\n').length}`}),
  };
  const open = () => tillToken({till, secrets, secret: secrets.kept, fetch: server.fetch});
  const token = open();
  const get = (own = token) =>
    requestJson(withToken(server.fetch, own), {
      method: 'GET',
      url: 'http://server.test/sync/v1/changes',
      timeoutMs: 1_000,
      schema: z.object({fine: z.boolean()}),
    });
  return {server, secrets, token, open, get};
}

test('a token in its first half is left alone', async () => {
  const {server, token} = setUp({endsInMs: 13 * hourMs});
  await token.keepFresh();
  expect([server.requests.length, token.current()]).toEqual([0, firstToken]);
});

test('a token in its second half is replaced in the background, and the next one is kept', async () => {
  const {server, token, secrets} = setUp({endsInMs: 11 * hourMs});
  await token.keepFresh();
  expect(token.current()).toMatch(/^token-2/);
  expect(secrets.kept).toMatchObject({token: token.current(), tokenExpiresAtMs: openingMs + 24 * hourMs});
  expect(server.requests).toMatchObject([{signature: 'signed 5', wallMs: openingMs}]);
});

test('a token that has ended is replaced, and the request sent again, unseen', async () => {
  const {server, get} = setUp();
  server.end();
  expect(await get()).toEqual({ok: true, value: {fine: true}});
  expect(server.requests).toHaveLength(1);
});

test('many requests that are refused at once ask for one token', async () => {
  const {server, get} = setUp();
  server.end();
  const answers = await Promise.all([get(), get(), get()]);
  expect(answers.map(answer => answer.ok)).toEqual([true, true, true]);
  expect(server.requests).toHaveLength(1);
});

test('another window’s token is found before one is asked for', async () => {
  const {server, get, open} = setUp();
  const other = open();
  server.end();
  await get(other);
  expect((await get()).ok).toBe(true);
  expect(server.requests).toHaveLength(1);
});

test('a till with a wrong clock hears the time and asks again, with another nonce', async () => {
  const {server, get} = setUp({wallMs: openingMs - 90 * 24 * hourMs});
  server.end();
  expect((await get()).ok).toBe(true);
  const [first, second] = server.requests;
  expect(second?.wallMs).toBe(openingMs);
  expect(second?.nonce).not.toBe(first?.nonce);
});

test('no answer to the request for a token is no answer at all: the till is offline, not refused', async () => {
  const {server, get} = setUp();
  server.end();
  server.otherAnswer = json(503, {key: 'service_unavailable', message: ''});
  expect(await get()).toMatchObject({ok: false, failure: {kind: 'unreachable'}});
  server.otherAnswer = null;
  expect((await get()).ok).toBe(true);
});

test.each([
  ['without a key', {hasKey: false}, null],
  ['with a key the server does not know', {}, json(401, {key: 'signature_invalid', message: ''})],
])('%s the refusal stands', async (_, given, answer) => {
  const {server, get} = setUp(given);
  server.end();
  server.otherAnswer = answer;
  expect(await get()).toMatchObject({ok: false, failure: {kind: 'refused', key: 'token_expired'}});
});
