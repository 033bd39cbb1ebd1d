/** Opens the shop of a world: the server with its books, and every till enrolled and started. */
import type {DeviceId} from '../../shared/kernel/id.ts';
import {memoryDisk} from './memory-ledger-store.ts';
import {newNetwork} from './network.ts';
import type {Plant} from './plants.ts';
import {seededRandom} from './seeded-random.ts';
import {openShop, storeIds} from './shop.ts';
import {simulatedMachine} from './simulated-machine.ts';
import {simulatedReplica} from './simulated-replica.ts';
import {simulatedServer} from './simulated-server.ts';
import {keepEnrolment, type SimulatedTill, startTill} from './simulated-till.ts';
import {simulatedTime} from './simulated-time.ts';
import type {Swarm} from './swarm.ts';
import {newTally} from './tally.ts';
import {cutPower} from './till-faults.ts';
import {newTrace} from './trace.ts';
import {trueTime} from './true-time.ts';
import {newTruth} from './truth.ts';
import type {World} from './world.ts';

export async function newWorld(
  swarm: Swarm,
  plant: Plant | null,
  print: ((line: string) => void) | null,
): Promise<World> {
  const random = seededRandom(swarm.seed);
  const trace = newTrace(print);
  const tally = newTally();
  const time = simulatedTime(trace);
  const clock = trueTime(time);
  const shop = openShop(swarm.limits);
  const truth = newTruth();
  const server = simulatedServer({time, clock, tally, trace, random: random.split('server'), shop, plant});
  const tills: SimulatedTill[] = [];
  const network = newNetwork(time, random.split('net'), swarm.network, tally, (till, text) =>
    server.handle(till, text),
  );
  const net = {
    network,
    arrived(till: number) {
      const node = tills[till];
      if (node !== undefined) node.isTouched = true;
    },
  };
  const violations: string[] = [];
  const broke = (error: unknown) =>
    void violations.push(`a till broke: ${error instanceof Error ? error.stack : String(error)}`);
  const powerFails = (node: SimulatedTill) => cutPower(world, node, 1_000);
  const around = {time, net, truth, prepositions: swarm.prepositions, broke, plant, powerFails};
  const world: World = {
    swarm,
    plant,
    random,
    trace,
    tally,
    time,
    clock,
    shop,
    truth,
    server,
    network,
    tills,
    around,
    violations,
    stains: new Set(),
    seenOperations: new Set(),
    printed: new Set(),
    actions: 0,
    soldOffline: 0,
  };
  await server.open();
  for (let index = 0; index < swarm.tills; index += 1) await addTill(world, index);
  return world;
}

async function addTill(world: World, index: number): Promise<void> {
  const {swarm, clock, random, server, tills} = world;
  const traits = swarm.clocks[index];
  if (traits === undefined) throw new Error(`no clock for till ${index}`);
  const node: SimulatedTill = {
    index,
    random: random.split(`till ${index}`),
    hardware: {
      disk: memoryDisk(),
      journalDisk: {files: new Map(), isBroken: false},
      hasJournal: swarm.journals[index] ?? false,
      hasKeyStore: swarm.journals[index] ?? false,
      machine: simulatedMachine(clock, `till ${index}`, traits),
      replica: simulatedReplica(),
      secret: null,
    },
    process: null,
    state: 'in use',
    identity: null,
    isTouched: true,
  };
  world.plant?.hardware?.(node.hardware);
  tills.push(node);
  const deviceId: DeviceId = `till_${index + 1}`;
  const storeId = storeIds[index % storeIds.length] ?? 'store_one';
  server.addDevice(deviceId, storeId, index + 1);
  const enrolled = await server.enrol(deviceId, `nonce ${index}`);
  const {token, lastReceiptSequence, serverMs: _serverMs, ...identity} = enrolled;
  await keepEnrolment(node, {...identity, serverUrl: 'http://server'}, token, lastReceiptSequence);
  await startTill(node, world.around);
}
