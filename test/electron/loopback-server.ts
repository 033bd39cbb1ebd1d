import {once} from 'node:events';
import {createServer, type RequestListener} from 'node:http';
import type {AddressInfo} from 'node:net';

export interface LoopbackServer {
  readonly url: string;
  readonly requests: readonly string[];
  close(): void;
}

/** A server on this machine that writes down what it was asked: `GET /path from app://counterfoil`. */
export async function loopbackServer(answer: RequestListener): Promise<LoopbackServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url} from ${request.headers.origin ?? 'nobody'}`);
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
