/**
 * A whole redemption over HTTP: `POST /v1/redemptions` from 16 clients on different codes, to a server process of its
 * own, from the bytes of the request to those of the answer.
 */
import {type ChildProcess, fork} from 'node:child_process';
import {once} from 'node:events';
import {Agent, type IncomingMessage, request} from 'node:http';
import {join} from 'node:path';
import {text} from 'node:stream/consumers';
import {z} from 'zod';
import type {OutdoorSide} from '../outdoor-side.ts';
import {clients, clientsAtOnce} from './clients.ts';

const readySchema = z.object({
  port: z.int(),
  headers: z.record(z.string(), z.string()),
  codes: z.array(z.string()),
});

export async function redeemHttp(): Promise<OutdoorSide> {
  const script = join(process.cwd(), 'dist/bench-outdoor/redeem-server.js');
  const server: ChildProcess = fork(script, [], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  process.once('exit', () => server.kill());
  const [said] = (await once(server, 'message')) as [unknown];
  const {port, headers, codes} = readySchema.parse(said);
  const agent = new Agent({keepAlive: true, maxSockets: clients});
  let turn = 0;
  const redeem = async (): Promise<void> => {
    turn += 1;
    const body = {redeemables: [{object: 'voucher', id: codes[turn % codes.length]}], order: {amount: 1_000}};
    const asking = request({
      port,
      host: '127.0.0.1',
      agent,
      method: 'POST',
      path: '/v1/redemptions',
      headers: {...headers, 'content-type': 'application/json'},
    });
    asking.end(JSON.stringify(body));
    const [answer] = (await once(asking, 'response')) as [IncomingMessage];
    const said = await text(answer);
    if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${said}`);
  };
  return {
    answers: async () => {
      await redeem();
      return 'every one kept once';
    },
    time: forMs => clientsAtOnce(forMs, redeem),
    close: async () => {
      agent.destroy();
      server.send('stop');
      await once(server, 'exit');
    },
  };
}
