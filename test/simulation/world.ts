/** A world: one server, some tills, the network between them and what befalls them. */
import {epochMs} from '../../shared/kernel/epoch.ts';
import type {Network} from './network.ts';
import type {Plant} from './plants.ts';
import type {Stream} from './seeded-random.ts';
import type {Shop} from './shop.ts';
import type {SimulatedServer} from './simulated-server.ts';
import type {SimulatedTill, TillSurroundings} from './simulated-till.ts';
import type {SimulatedTime} from './simulated-time.ts';
import type {Swarm} from './swarm.ts';
import type {Tally} from './tally.ts';
import type {Trace} from './trace.ts';
import type {TrueTime} from './true-time.ts';
import type {Truth} from './truth.ts';

export interface World {
  readonly swarm: Swarm;
  readonly plant: Plant | null;
  readonly random: Stream;
  readonly trace: Trace;
  readonly tally: Tally;
  readonly time: SimulatedTime;
  readonly clock: TrueTime;
  readonly shop: Shop;
  readonly truth: Truth;
  readonly server: SimulatedServer;
  readonly network: Network;
  readonly tills: SimulatedTill[];
  readonly around: TillSurroundings;
  readonly violations: string[];
  /** What happened that promises less: a clone, a disk played back, a lost till. */
  readonly stains: Set<string>;
  readonly seenOperations: Set<string>;
  /** Operations whose receipt came out. */
  readonly printed: Set<string>;
  actions: number;
  soldOffline: number;
}

export function wallNow(world: World) {
  return epochMs(Math.floor(world.clock.epochNowMs()));
}
