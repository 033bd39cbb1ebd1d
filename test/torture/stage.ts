/** Everything the torture plays on: tills, the cable, the server, its disk, and what was acknowledged so far. */
import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {z} from 'zod';
import {freePort} from '../../scripts/demo/server-process.ts';
import {type ShopView, shopView} from '../../scripts/demo/shop-view.ts';
import {type Acknowledged, nothingYet} from './acknowledged.ts';
import {type Disk, prepareDisk} from './cut-off-disk.ts';
import {type ServerMachine, serverMachine} from './server-machine.ts';
import {type Cable, layCable} from './tcp-proxy.ts';
import {type TillMachine, tillMachine} from './till-machine.ts';

export interface TillOnStage extends TillMachine {
  readonly tillId: string;
}

export interface Stage {
  readonly server: ServerMachine;
  readonly cable: Cable;
  readonly tills: readonly TillOnStage[];
  /** Of the server's data; null where this machine cannot mount one. */
  readonly serverDisk: Disk | null;
  readonly view: ShopView;
  readonly acknowledged: Acknowledged;
  /** Ends every process that was started. */
  clear(): Promise<void>;
}

interface StageOptions {
  readonly folder: string;
  readonly chromiumPath: string;
  readonly tills: number;
  readonly logFile: string;
  /** Of the first till, where it is to be elsewhere. */
  readonly profileFolder?: string;
  readonly tell: (line: string) => void;
}

const diskMegabytes = 2_048;

export async function setStage(options: StageOptions): Promise<Stage> {
  const {folder, chromiumPath, tills, logFile, tell} = options;
  const undo: (() => Promise<unknown>)[] = [];
  const clear = async (): Promise<void> => {
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step().catch(() => undefined);
  };
  try {
    const serverDisk = await diskOrNone(folder, tell);
    if (serverDisk !== null) undo.push(() => serverDisk.remove());
    const dataDir = join(serverDisk?.folder ?? folder, 'data');
    await mkdir(dataDir);
    const port = await freePort();
    const server = serverMachine({port, dataDir, logFile});
    undo.push(() => server.stop());
    await server.up();
    const cable = await layCable(port);
    undo.push(() => cable.close());
    const view = shopView(server.address);
    await takeDemoOffer(server.address);
    const opened: TillOnStage[] = [];
    for (let number = 1; number <= tills; number += 1) {
      const name = `Torture ${number}`;
      const {tillId, enrolmentCode} = await addTill(view, name);
      const elsewhere = number === 1 ? options.profileFolder : undefined;
      const profileFolder = elsewhere ?? join(folder, `till-${number}`);
      const address = `http://127.0.0.1:${cable.port}`;
      const till = tillMachine({chromiumPath, profileFolder, address, name});
      undo.push(() => till.close());
      await till.enrol(enrolmentCode);
      opened.push({...till, tillId});
    }
    return {server, cable, tills: opened, serverDisk, view, acknowledged: nothingYet(), clear};
  } catch (cause) {
    await clear();
    throw cause;
  }
}

async function diskOrNone(folder: string, tell: (line: string) => void): Promise<Disk | null> {
  const prepared = await prepareDisk(folder, 'server-disk', diskMegabytes);
  if (prepared.ok) return prepared.disk;
  tell(`The server's disk is never full in this run: ${prepared.why}.`);
  return null;
}

const offerSchema = z.object({enrolmentCode: z.string()});

/** Enrols the demo's own till over the API, so that no browser takes its place by itself. */
async function takeDemoOffer(address: string): Promise<void> {
  const {enrolmentCode} = offerSchema.parse(await (await fetch(`${address}/sync/v1/demo`)).json());
  const body = {
    protocol: 1,
    code: enrolmentCode,
    nonce: 'torture-takes-the-offer',
    shell: 'browser',
    journal: 'none',
  };
  const answer = await fetch(`${address}/sync/v1/enrol`, {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`the demo's till was not enrolled: ${await answer.text()}`);
}

const tillsSchema = z.object({tills: z.array(z.object({storeId: z.string(), storeName: z.string()}))});
const issuedSchema = z.object({tillId: z.string(), enrolmentCode: z.string()});

async function addTill(view: ShopView, name: string) {
  const {tills} = tillsSchema.parse(await view.ask('GET', '/sync/v1/admin/tills'));
  const storeId = tills.find(({storeName}) => storeName === 'Quayside')?.storeId;
  return issuedSchema.parse(await view.ask('POST', '/sync/v1/admin/tills', {storeId, name}));
}
