/**
 * Custom schemes. Chromium takes none from outside, so `app://counterfoil/x` becomes
 * `http://counterfoil.app.localhost/x`: a secure context with an origin of its own that never changes. A server
 * inside this process answers it by calling the application's own protocol handler. Pages, modules and workers load
 * from it as they would from any server, and no request is intercepted, so CORS towards other servers is Chromium's own.
 */
import {once} from 'node:events';
import {createServer} from 'node:http';
import {Readable} from 'node:stream';
import {lifecycle} from './lifecycle.mjs';

const standardSchemes = new Set();
const handlers = new Map();

export const protocol = {
  registerSchemesAsPrivileged(schemes) {
    if (lifecycle.ready)
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const {scheme, privileges} of schemes)
      if (privileges?.standard && privileges.secure) standardSchemes.add(scheme);
  },
  handle(scheme, handler) {
    if (!lifecycle.ready) throw new Error('protocol.handle needs app ready');
    if (!standardSchemes.has(scheme))
      throw new Error(`stand-in: ${scheme} must be registered as standard and secure`);
    if (handlers.has(scheme)) throw new Error(`The scheme has been registered: ${scheme}`);
    handlers.set(scheme, handler);
  },
};

/** Electron's address → the one Chromium sees. */
export const toWeb = url =>
  url.replace(/^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/i, (whole, scheme, host) =>
    handlers.has(scheme) ? `http://${host}.${scheme}.localhost` : whole,
  );

/** The address Chromium sees → Electron's. */
export const fromWeb = url =>
  url.replace(/^http:\/\/([^/?#:]*)\.([a-z0-9+-]+)\.localhost(?=[/?#]|$)/i, '$2://$1');

/** Starts the server; returns the Chromium flag that sends every `*.localhost` of ours to it. */
export async function startSchemeServer() {
  const server = createServer((request, response) => {
    serve(request, response).catch(error => {
      console.error('[stand-in] protocol handler threw', error);
      response.destroy();
    });
  });
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  return `--host-resolver-rules=${[...standardSchemes].map(s => `MAP *.${s}.localhost 127.0.0.1:${server.address().port}`).join(',')}`;
}

async function serve(request, response) {
  const url = fromWeb(`http://${request.headers.host}${request.url}`);
  const handler = handlers.get(new URL(url).protocol.slice(0, -1));
  if (!handler) {
    response.writeHead(502).end();
    return;
  }
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
  const answer = await handler(
    new Request(url, {
      method: request.method,
      headers: Object.entries(request.headers).filter(([name]) => name !== 'host'),
      ...(hasBody ? {body: Readable.toWeb(request), duplex: 'half'} : {}),
    }),
  );
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  response.end(Buffer.from(await answer.arrayBuffer()));
}
