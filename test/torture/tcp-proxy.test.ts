import {once} from 'node:events';
import {createServer, type Server} from 'node:http';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {type Cable, layCable} from './tcp-proxy.ts';

const answer = 'x'.repeat(20_000);

let server: Server;
let cable: Cable;
let received: string[];
beforeEach(async () => {
  received = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (bytes: Buffer) => {
      body += bytes.toString();
    });
    request.on('end', () => {
      received.push(body);
      response.end(answer);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  cable = await layCable(typeof address === 'object' && address !== null ? address.port : 0);
});
afterEach(async () => {
  await cable.close();
  server.closeAllConnections();
  server.close();
});

const post = (body: string) =>
  fetch(`http://127.0.0.1:${cable.port}/`, {method: 'POST', body, signal: AbortSignal.timeout(1_000)}).then(
    response => response.text(),
  );

test('a whole cable carries everything both ways', async () => {
  const body = 'y'.repeat(100_000);
  expect(await post(body)).toBe(answer);
  expect(received).toEqual([body]);
});

test('cut in the middle of an answer: the server did it, and nobody hears so', async () => {
  cable.damage({kind: 'cut-answer', afterBytes: 5_000});
  await expect(post('sale')).rejects.toThrow();
  expect(received).toEqual(['sale']);
  await expect(post('again')).rejects.toThrow();
  cable.mend();
  expect(await post('third')).toBe(answer);
});

test('cut in the middle of a request: the server never has the whole of it', async () => {
  cable.damage({kind: 'cut-request', afterBytes: 1_000});
  await expect(post('y'.repeat(50_000))).rejects.toThrow();
  expect(received).toEqual([]);
  cable.mend();
  expect(await post('small')).toBe(answer);
});

test('a black hole keeps the connection and brings nothing', async () => {
  cable.damage({kind: 'black-hole'});
  await expect(post('sale')).rejects.toThrow(/timeout|aborted/i);
  expect(received).toEqual([]);
});

test('a slow cable brings everything, in order', async () => {
  cable.damage({kind: 'slow', delayMs: 20});
  expect(await post('y'.repeat(100_000))).toBe(answer);
  expect(received.map(body => body.length)).toEqual([100_000]);
});
