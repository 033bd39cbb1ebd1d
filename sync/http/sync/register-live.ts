import type {FastifyReply} from 'fastify';
import type {LivePipe} from '../../live/live-line.ts';
import type {AppDeps} from '../app-deps.ts';
import type {App} from '../app-type.ts';
import {tillOf} from '../caller.ts';
import {atMost} from '../limits.ts';

/** A till that reconnects opens three in a minute. */
const linesPerMinute = 60;
/** For the last words of a line that ends. */
const lingerMs = 5_000;

export function registerLive(app: App, deps: AppDeps): void {
  app.get(
    '/sync/v1/live',
    {
      config: {access: 'till', ...atMost(linesPerMinute)},
      schema: {tags: ['Tills'], summary: 'Server-sent events that say that there is more'},
    },
    (request, reply) => {
      const {projectId, deviceId, epoch, tokenEndsAtMs} = tillOf(request);
      reply.hijack();
      const close = deps.live.open({projectId, deviceId, epoch, tokenEndsAtMs}, openPipe(reply));
      reply.raw.on('close', close);
    },
  );
}

/**
 * Writes past Fastify: the answer never ends, and is neither compressed nor held back by a proxy. Its body is whatever
 * comes until the connection closes, so that a word to ten thousand tills is as many plain writes.
 */
function openPipe(reply: FastifyReply): LivePipe {
  const {raw} = reply;
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) raw.setHeader(name, value);
  raw.removeHeader('transfer-encoding');
  raw.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  raw.flushHeaders();
  const {socket} = raw;
  return {
    write: text => void socket?.write(text),
    waitingBytes: () => socket?.writableLength ?? 0,
    end() {
      raw.end();
      // Whoever does not read what is left would keep the connection for ever.
      setTimeout(() => raw.destroy(), lingerMs).unref();
    },
    drop: () => void raw.destroy(),
  };
}
