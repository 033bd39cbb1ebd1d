/**
 * The end of the chaos: the network is whole, the server up and of today, every machine runs, managers do what there is to
 * do. Then everything must come to rest, and stay there.
 */
import type {OperationRow} from '../../renderer/till-ledger/operation-row.ts';
import {endProcess, type SimulatedTill} from './simulated-till.ts';
import {crashTill, enrolAgainLater, restartLater} from './till-faults.ts';
import type {World} from './world.ts';

const PATIENCE_MS = 400_000;
const STEP_MS = 4_000;
const QUIET_MS = 8_000;

/** @returns how long the draining took, in simulated milliseconds. */
export async function healWorld(world: World, watch: () => void): Promise<number> {
  const {time, server, network, violations} = world;
  const startedMs = time.nowMs();
  const isBroken = () => violations.length > 0;
  network.heal();
  await server.heal();
  for (const node of world.tills) mendTill(world, node);
  while (time.nowMs() - startedMs < PATIENCE_MS && !isBroken()) {
    await time.runUntil(time.nowMs() + STEP_MS, watch, isBroken);
    await server.retryQuarantined();
    if (!(await tend(world))) break;
  }
  const drainMs = time.nowMs() - startedMs;
  if (!(await comesToRest(world, watch)) && !isBroken())
    violations.push('L2 with nobody at the tills they go on writing operations');
  return drainMs;
}

/** What was asked back is still given back; then nothing is written any more. */
async function comesToRest(world: World, watch: () => void): Promise<boolean> {
  const {time, truth, violations} = world;
  for (let window = 0; window < 20; window += 1) {
    const operations = truth.all().length;
    await time.runUntil(time.nowMs() + QUIET_MS, watch, () => violations.length > 0);
    if (truth.all().length === operations) return true;
  }
  return false;
}

/** Switched off and on again: what a till catches up with at start, it catches up with. */
function mendTill(world: World, node: SimulatedTill): void {
  if (node.state === 'gone') return;
  node.hardware.journalDisk.isBroken = false;
  crashTill(world, node, 1_000);
}

/** Does what a manager does about tills that cannot go on; true while something has still to happen. */
async function tend(world: World): Promise<boolean> {
  let isBusy = false;
  for (const node of world.tills) {
    if (node.state === 'gone') continue;
    if (await tendTill(world, node)) isBusy = true;
  }
  return isBusy;
}

async function tendTill(world: World, node: SimulatedTill): Promise<boolean> {
  const {process} = node;
  if (process === null) {
    restartLater(world, node, 500);
    return true;
  }
  const queued = waiting(node).length;
  const {state} = process.status();
  if (isTwin(world, node)) return retireTwin(world, node, queued);
  const isFenced = state === 'refused' && !isRevoked(node);
  if (isFenced) {
    enrolAgainLater(world, node, 100);
    return true;
  }
  // A revoked till brings what it has and is told nothing more.
  if (isRevoked(node)) return queued > 0;
  const isBehind = node.hardware.replica.cursor() < world.server.feedHead();
  return queued > 0 || isBehind || state !== 'online';
}

function isRevoked({process}: SimulatedTill): boolean {
  return process?.status().refusedReason === 'till_revoked';
}

/** Of two machines with one identity the first keeps it; the other's books are carried over by hand and it goes. */
function isTwin(world: World, node: SimulatedTill): boolean {
  return node.index >= world.swarm.tills;
}

async function retireTwin(world: World, node: SimulatedTill, queued: number): Promise<boolean> {
  const rows = queued > 0 ? waiting(node) : [];
  for (const epoch of new Set(rows.map(row => row.epoch)))
    await world.server.takeExported(rows.filter(row => row.epoch === epoch));
  endProcess(node);
  node.hardware.disk.crash();
  node.state = 'gone';
  return true;
}

/** What the server has not answered, in order. */
function waiting(node: SimulatedTill): OperationRow[] {
  return node.hardware.disk
    .look()
    .operation.sorted()
    .filter(({state}) => state !== 'acknowledged');
}
