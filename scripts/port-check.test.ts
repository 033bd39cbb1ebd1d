import {createServer, type Server} from 'node:net';
import {afterEach, expect, test} from 'vitest';
import {checkPort} from './port-check.ts';

let occupant: Server | undefined;
afterEach(() => occupant?.close());

function occupy(): Promise<number> {
  const server = createServer();
  occupant = server;
  return new Promise((resolve, reject) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('no port'));
      else resolve(address.port);
    });
  });
}

test('a port in use is named, with a way out', async () => {
  const port = await occupy();
  const check = await checkPort(String(port), '127.0.0.1');
  expect(check).toMatchObject({ok: false});
  expect(!check.ok && check.problem).toContain(`Port ${port} is in use`);
});

test('a free port is left free', async () => {
  const port = await occupy();
  await new Promise(closed => occupant?.close(closed));
  expect(await checkPort(String(port), '127.0.0.1')).toEqual({ok: true, port});
  expect(await checkPort(String(port), '127.0.0.1')).toEqual({ok: true, port});
});

test.each(['0', '65536', '-1', '4100x', '', '1e3'])('PORT=%s is no port', async text => {
  expect(await checkPort(text, '127.0.0.1')).toMatchObject({
    ok: false,
    problem: `PORT=${text} is not a port: choose a number from 1 to 65535.`,
  });
});
