/**
 * Power cuts under the server's database: clients redeem over REST, the disk stops in the middle of it, both processes
 * die, the disk comes back as it was flushed. Whatever was answered with 200 must be there, and the books balance.
 */
import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {z} from 'zod';
import {freePort} from '../../scripts/demo/server-process.ts';
import {shopView} from '../../scripts/demo/shop-view.ts';
import {seeded} from '../bench/seeded.ts';
import {prepareDisk} from './cut-off-disk.ts';
import type {TortureOptions} from './run-rounds.ts';
import {type ServerMachine, serverMachine} from './server-machine.ts';

const clients = 8;
const code = 'POWER';
const diskMegabytes = 1_024;

/** Answers the number of violations. */
export async function cutServerPower(options: TortureOptions, cuts: number): Promise<number> {
  const {folder, logFile, tell} = options;
  const prepared = await prepareDisk(folder, 'server-power', diskMegabytes);
  if (!prepared.ok) {
    tell(`Power cuts under the server: skipped, ${prepared.why}.`);
    return 0;
  }
  const {disk} = prepared;
  const dataDir = join(disk.folder, 'data');
  await mkdir(dataDir);
  const server = serverMachine({port: await freePort(), dataDir, logFile});
  try {
    await server.up();
    await shopView(server.address).ask('POST', `/v1/vouchers/${code}`, {
      discount: {type: 'AMOUNT', amount_off: 100},
      redemption: {quantity: 1_000_000},
    });
    const acknowledged = new Set<string>();
    const random = seeded(cuts);
    for (let cut = 1; cut <= cuts; cut += 1) {
      await server.up();
      const ending = new AbortController();
      const working = Array.from({length: clients}, () =>
        redeemUntil(ending.signal, server.address, acknowledged),
      );
      await wait(random.between(300, 1_500));
      const database = await server.databaseProcess();
      await disk.cutPower();
      ending.abort();
      await Promise.all([server.kill(), Promise.resolve(killHard(database)), ...working]);
      await disk.boot();
    }
    await server.up();
    const violations = await check(server, acknowledged);
    for (const violation of violations) tell(`VIOLATION after a power cut: ${violation}`);
    tell(
      `power cuts under the server's database: ${cuts} cuts, ${acknowledged.size} redemptions acknowledged by REST, ` +
        `${violations.filter(one => one.startsWith('lost')).length} lost`,
    );
    return violations.length;
  } finally {
    await server.stop();
    await disk.remove();
  }
}

const answerSchema = z.object({redemptions: z.array(z.object({id: z.string()}))});

/** Notes an id only once the whole answer has been read. */
async function redeemUntil(over: AbortSignal, address: string, acknowledged: Set<string>): Promise<void> {
  while (!over.aborted) {
    try {
      const answer = await fetch(`${address}/v1/redemptions`, {
        method: 'POST',
        headers: {'X-App-Id': 'demo-app', 'X-App-Token': 'demo-token', 'Content-Type': 'application/json'},
        body: JSON.stringify({redeemables: [{object: 'voucher', id: code}], order: {amount: 1_000}}),
        signal: AbortSignal.timeout(5_000),
      });
      const text = await answer.text();
      if (!answer.ok) continue;
      for (const {id} of answerSchema.parse(JSON.parse(text)).redemptions) acknowledged.add(id);
    } catch {
      // Cut off: what became of this one is not known, and nobody was told.
    }
  }
}

function killHard(processId: number): void {
  try {
    process.kill(processId, 'SIGKILL');
  } catch {
    // It did not survive its disk.
  }
}

async function check(server: ServerMachine, acknowledged: ReadonlySet<string>): Promise<string[]> {
  const kept = await server.rows<{redemption_id: string}>(
    "select redemption_id from redemption where kind = 'single'",
  );
  const ids = new Set(kept.map(row => row.redemption_id));
  const lost = [...acknowledged].filter(id => !ids.has(id)).map(id => `lost: ${id} was answered with 200`);
  const unbalanced = await server.rows<{account: string}>(
    `select a.account from account a where a.committed <> a.held
       + coalesce((select sum(amount) from entry e where e.account = a.account), 0)
       + coalesce((select sum(granted + refunded - consumed - returned) from lease l where l.account = a.account), 0)`,
  );
  return [...lost, ...unbalanced.map(({account}) => `conservation: ${account}`)];
}
