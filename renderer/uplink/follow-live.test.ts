import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import type {More} from '../../shared/protocol/live.ts';
import {followLive} from './follow-live.ts';

/** A server whose streams the test writes to and ends. */
class StreamServer {
  opened = 0;
  reply: () => Response = () => this.stream();
  #stream: ReadableStreamDefaultController<Uint8Array> | null = null;

  stream(type = 'text/event-stream'): Response {
    const body = new ReadableStream<Uint8Array>({
      start: controller => {
        this.#stream = controller;
      },
    });
    return new Response(body, {headers: {'content-type': type}});
  }

  open = async (signal: AbortSignal): Promise<Response> => {
    this.opened += 1;
    const answer = this.reply();
    signal.addEventListener('abort', () => this.#stream?.error(new Error('aborted')));
    return answer;
  };

  say(text: string): void {
    this.#stream?.enqueue(new TextEncoder().encode(text));
  }

  end(): void {
    this.#stream?.close();
  }
}

let server: StreamServer;
let heard: More[];
let states: string[];
let stop: AbortController;
let isReady: boolean;

beforeEach(() => {
  vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout', 'performance']});
  server = new StreamServer();
  heard = [];
  states = [];
  stop = new AbortController();
  isReady = true;
});
afterEach(() => {
  stop.abort();
  vi.useRealTimers();
});

function follow(): void {
  void followLive({
    ready: () => (isReady ? Promise.resolve() : new Promise(() => undefined)),
    open: server.open,
    onMore: more => heard.push(more),
    onState: state => states.push(state),
    random: () => 0.5,
    signal: stop.signal,
  });
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const more = (feedHead: number) => `event: more\ndata: {"feedHead":${feedHead},"leaseVersion":1}\n\n`;

test('words are passed on, and the channel is up from the first', async () => {
  follow();
  await pass(0);
  expect(states).toEqual([]);
  server.say(more(7));
  server.say(`:\n\n${more(8)}`);
  await pass(0);
  expect(heard).toEqual([
    {feedHead: 7, leaseVersion: 1},
    {feedHead: 8, leaseVersion: 1},
  ]);
  expect(states).toEqual(['up']);
});

test('a stream that ends is opened again', async () => {
  follow();
  await pass(0);
  server.say(more(7));
  await pass(5_000);
  server.end();
  await pass(1_000);
  expect([states, server.opened]).toEqual([['up', 'down'], 2]);
});

test('three streams that break off at once: the till does without, and tries again later', async () => {
  follow();
  for (let n = 0; n < 3; n += 1) {
    await pass(0);
    server.say(more(n));
    await pass(100);
    server.end();
    await pass(1_000);
  }
  expect(server.opened).toBe(3);
  await pass(4 * 60_000);
  expect(server.opened).toBe(3);
  await pass(60_000);
  expect(server.opened).toBe(4);
});

test('a stream that says nothing for 45 seconds is given up', async () => {
  follow();
  await pass(0);
  server.say(more(7));
  await pass(44_000);
  server.say(':\n\n');
  await pass(44_000);
  expect(states).toEqual(['up']);
  await pass(1_500);
  expect(states).toEqual(['up', 'down']);
});

test('behind a proxy that holds everything back, the channel is never up and asked for rarely', async () => {
  follow();
  await pass(60_000);
  expect([states, server.opened]).toEqual([[], 1]);
  await pass(5 * 60_000);
  expect(server.opened).toBe(2);
});

test.each([
  ['an older server', () => new Response('{}', {status: 404, headers: {'content-type': 'application/json'}})],
  ['somebody’s sign-in page', () => new Response('<html>', {headers: {'content-type': 'text/html'}})],
  ['too many of them', () => new Response('{}', {status: 429})],
])('%s is asked again after minutes', async (_, reply) => {
  server.reply = reply;
  follow();
  await pass(4 * 60_000);
  expect(server.opened).toBe(1);
  await pass(60_000);
  expect(server.opened).toBe(2);
});

test('a word that cannot be read is passed over', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  follow();
  await pass(0);
  server.say(`event: more\ndata: {{{\n\nevent: more\ndata: {"feedHead":"x"}\n\n${more(9)}`);
  await pass(0);
  expect(heard).toEqual([{feedHead: 9, leaseVersion: 1}]);
});

test('offline nothing is tried', async () => {
  isReady = false;
  follow();
  await pass(10 * 60_000);
  expect(server.opened).toBe(0);
});

test('stopped, it stays stopped', async () => {
  follow();
  await pass(0);
  stop.abort();
  await pass(10 * 60_000);
  expect(server.opened).toBe(1);
});
