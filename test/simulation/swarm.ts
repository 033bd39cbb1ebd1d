/**
 * What a seed makes of its world: how many tills, how much of everything, and which faults come how often. Each seed has
 * another mix, most with several faults switched off, because faults hide each other (swarm testing).
 */

import type {NetworkTraits} from './network.ts';
import {type Stream, seededRandom} from './seeded-random.ts';
import type {Limits} from './shop.ts';
import type {ClockTraits} from './simulated-machine.ts';

/** Faults that strike at random moments; their rate is per simulated minute of the whole world. */
export const timedFaults = [
  'partition',
  'one-way partition',
  'swizzle',
  'till crash',
  'till power cut',
  'till dies in a commit',
  'ledger write fails',
  'ledger wiped',
  'till destroyed',
  'till restored from backup',
  'till cloned',
  'clock set',
  'machine sleeps',
  'journal breaks',
  'replica dropped',
  'server crash',
  'server dies in an exchange',
  'serialization failure',
  'limit cut',
  'limit raised',
  'lease expiry',
  'recall',
  'write-off',
  'revocation',
  're-enrolment',
  'publication',
  'server upgrade',
  'server of protocol 1',
  'deletion',
  'scope moved',
  'snapshot built',
  'deletions forgotten',
  'documents restored from backup',
  'second window downloads',
  'till dies in a download',
  'rollback',
] as const;
export type TimedFault = (typeof timedFaults)[number];

const networkFaults = ['drop', 'duplicate', 'clog', 'staleAnswer', 'cutAnswer'] as const;
export type FaultName = TimedFault | (typeof networkFaults)[number] | 'clock skew';
export const allFaults: readonly FaultName[] = [...timedFaults, ...networkFaults, 'clock skew'];

const MOST_TILLS = 5;

export interface Swarm {
  readonly seed: string;
  readonly tills: number;
  /** Chaos lasts this long; then everything heals and drains. */
  readonly chaosMs: number;
  /** Mean time between two actions at one till. */
  readonly actionEveryMs: number;
  /** Actions of the whole world at most. */
  readonly mostActions: number;
  readonly limits: Limits;
  readonly network: NetworkTraits;
  readonly clocks: readonly ClockTraits[];
  readonly faultsPerMinute: Readonly<Partial<Record<TimedFault, number>>>;
  /** Till by till whether it has a second copy of its books. */
  readonly journals: readonly boolean[];
  /** How long leases may be spent. */
  readonly prepositions: boolean;
  /** Share of sales that ask for a code again which is already used up, void what was sold, and so on. */
  readonly voidShare: number;
  /** Of all that people do, what managers edit. */
  readonly editShare: number;
}

/** What is taken away from a seed to see whether it still fails. */
export interface Shrink {
  readonly without: readonly FaultName[];
  readonly tills?: number;
  readonly mostActions?: number;
}

export const wholeSeed: Shrink = {without: []};

export function swarmOf(seed: number, actions: number, shrink: Shrink = wholeSeed): Swarm {
  const random = seededRandom(`seed ${seed}`).split('swarm');
  const tills = random.pick([1, 2, 2, 3, 3, 4, 5]);
  const is = (name: FaultName, rate: number): number => (shrink.without.includes(name) ? 0 : rate);
  const rates = random.split('rates');
  // Every sixth world has no fault at all but what the network does; every twelfth not even that.
  const calm = random.chance(1 / 6);
  const faultsPerMinute = Object.fromEntries(
    timedFaults.map(name => {
      const rate = rates.chance(0.4) ? rates.exponential(rare.has(name) ? 2 : 10) : 0;
      return [name, is(name, calm ? 0 : rate)];
    }),
  );
  const silent = calm && random.chance(0.5);
  const net = random.split('net');
  const some = (most: number): number => (net.chance(0.5) && !silent ? net.next() * most : 0);
  const network: NetworkTraits = {
    drop: is('drop', some(0.3)),
    duplicate: is('duplicate', some(0.3)),
    clog: is('clog', some(0.02)),
    staleAnswer: is('staleAnswer', some(0.03)),
    cutAnswer: is('cutAnswer', some(0.03)),
    jitterMs: net.pick([0, 20, 200, 1500]),
  };
  const clock = random.split('clocks');
  return {
    seed: `seed ${seed}`,
    tills: Math.min(tills, shrink.tills ?? tills),
    chaosMs: random.between(8, 40) * 1000,
    actionEveryMs: random.pick([500, 1000, 2500]),
    mostActions: Math.min(actions, shrink.mostActions ?? actions),
    limits: limitsOf(random.split('limits')),
    network,
    clocks: Array.from({length: MOST_TILLS}, () => clockOf(clock, shrink.without.includes('clock skew'))),
    faultsPerMinute,
    journals: Array.from({length: MOST_TILLS}, () => random.chance(0.7)),
    prepositions: random.chance(0.5),
    voidShare: random.pick([0, 0.1, 0.3]),
    editShare: 0.05,
  };
}

/** Those that change what is promised afterwards, so that most worlds see few of them. */
const rare = new Set<TimedFault>([
  'ledger wiped',
  'till destroyed',
  'till restored from backup',
  'till cloned',
  'revocation',
  're-enrolment',
  'write-off',
  'documents restored from backup',
]);

function limitsOf(random: Stream): Limits {
  return {
    scarce: random.between(1, 4),
    hot: random.between(5, 40),
    cardMinor: random.between(20, 120) * 100,
    trusted: random.between(1, 6),
    live: random.between(1, 8),
    campaignUses: random.between(2, 12),
    perCustomer: random.between(1, 3),
    trust: {
      kind: 'trust_up_to',
      perRedemptionMinor: random.pick([300, 1000]),
      perTillMinor: random.pick([500, 1500]),
      budgetMinor: random.pick([800, 3000]),
    },
    overrideBudgetMinor: random.pick([0, 2000]),
  };
}

const YEAR_MS = 365 * 86_400_000;

function clockOf(random: Stream, isRight: boolean): ClockTraits {
  const farOff = random.chance(0.05);
  const offsetMs = farOff ? (random.next() - 0.5) * 20 * YEAR_MS : (random.next() - 0.5) * 120_000;
  const rate = 1 + (random.next() - 0.5) * 0.02;
  return {
    offsetMs: isRight ? 0 : Math.round(offsetMs),
    rate: isRight ? 1 : rate,
    knowsItsBoot: random.chance(0.5),
    stopsWhileAsleep: random.chance(0.3),
  };
}
