/** One seed from its first event to the verdict. */

import {planFaults} from './faults.ts';
import {healWorld} from './heal-world.ts';
import {judgeAtRest} from './judge-world.ts';
import {newWorld} from './open-world.ts';
import type {Plant} from './plants.ts';
import {type Shrink, type Swarm, swarmOf, wholeSeed} from './swarm.ts';
import {watchWorld} from './watch-world.ts';
import {openDoors} from './workload.ts';
import type {World} from './world.ts';

export interface SeedOptions {
  /** Actions of people in the whole world. */
  readonly actions: number;
  readonly shrink?: Shrink;
  readonly plant?: Plant | null;
  /** Changes the world that the seed makes. */
  readonly tune?: ((swarm: Swarm) => Swarm) | undefined;
  readonly print?: ((line: string) => void) | null;
}

export interface SeedResult {
  readonly seed: number;
  readonly tills: number;
  readonly violations: readonly string[];
  /** Of all that happened, in order. */
  readonly hash: string;
  readonly operations: number;
  readonly sales: number;
  readonly soldOffline: number;
  readonly events: number;
  readonly messages: number;
  readonly conflicts: number;
  readonly drainMs: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly lastLines: readonly string[];
}

export async function runSeed(seed: number, options: SeedOptions): Promise<SeedResult> {
  const {actions, shrink = wholeSeed, plant = null, print = null} = options;
  const swarm = (options.tune ?? (same => same))(swarmOf(seed, actions, shrink));
  const world = await newWorld(swarm, plant, print);
  const drainMs = await liveAndJudge(world);
  return resultOf(seed, world, drainMs);
}

async function liveAndJudge(world: World): Promise<number> {
  const watch = watchWorld(world);
  const broke = (error: unknown) => world.around.broke(error);
  process.on('unhandledRejection', broke);
  try {
    openDoors(world);
    planFaults(world);
    await world.time.runUntil(world.swarm.chaosMs, watch, () => world.violations.length > 0);
    if (world.violations.length > 0) return 0;
    const drainMs = await healWorld(world, watch);
    if (world.violations.length === 0) world.violations.push(...judgeAtRest(world));
    return drainMs;
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    world.violations.push(`broke off: ${text}`);
    return 0;
  } finally {
    process.off('unhandledRejection', broke);
  }
}

function resultOf(seed: number, world: World, drainMs: number): SeedResult {
  const {truth, time, network, trace, tally, server} = world;
  const happened = truth.all();
  return {
    seed,
    tills: world.swarm.tills,
    violations: world.violations,
    hash: trace.hash,
    operations: happened.length,
    sales: happened.filter(({operation}) => operation.body.kind === 'sale').length,
    soldOffline: world.soldOffline,
    events: time.events,
    messages: network.messages,
    conflicts: [...server.books.conflicts()].length,
    drainMs,
    counts: tally.counts,
    lastLines: trace.tail(),
  };
}
