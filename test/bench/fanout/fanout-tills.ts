/**
 * A process of many tills that only listen, on bare sockets: what it costs to be a till is not measured here. It reports
 * when each of them heard of a new head of the feed.
 */
import {connect} from 'node:net';
import {listenOrderSchema, nowMs, type Told} from './messages.ts';

/** Connections on their way at once. */
const atOnce = 100;

const heardAt = new Map<number, number[]>();
let tills = 0;

process.on('message', (message: unknown) => {
  const {port, tokens} = listenOrderSchema.parse(message);
  tills = tokens.length;
  void connectAll(port, tokens);
});

async function connectAll(port: number, tokens: readonly string[]): Promise<void> {
  for (let from = 0; from < tokens.length; from += atOnce)
    await Promise.all(tokens.slice(from, from + atOnce).map(token => listen(port, token)));
}

/** Resolves when the till was told where things stand. */
function listen(port: number, token: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`GET /sync/v1/live HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\n\r\n`);
    });
    socket.setNoDelay(true);
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server closed a line')));
    let text = '';
    socket.on('data', chunk => {
      const atMs = nowMs();
      text += chunk.toString('latin1');
      if (text.startsWith('HTTP/1.1 4')) reject(new Error(text.slice(0, 200)));
      for (const [, head] of text.matchAll(/"feedHead":(\d+)[^\n]*\n\n/g)) {
        note(Number(head), atMs);
        resolve();
      }
      text = text.slice(text.lastIndexOf('\n\n') + 1);
    });
  });
}

function note(feedHead: number, atMs: number): void {
  const times = heardAt.get(feedHead) ?? [];
  times.push(atMs);
  heardAt.set(feedHead, times);
  if (times.length < tills) return;
  const told: Told = {feedHead, atMs: times};
  process.send?.(told);
}
