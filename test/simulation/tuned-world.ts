import type {Swarm, TimedFault} from './swarm.ts';

/** A world with these faults and no others, on a network that is as bad as said. */
export function tunedWorld(
  faults: Partial<Record<TimedFault, number>>,
  given: Partial<Swarm> & {readonly net?: Partial<Swarm['network']>} = {},
): (swarm: Swarm) => Swarm {
  const {net = {}, ...rest} = given;
  return swarm => ({
    ...swarm,
    chaosMs: 45_000,
    actionEveryMs: 700,
    mostActions: 60,
    faultsPerMinute: faults,
    journals: swarm.journals.map(() => true),
    network: {drop: 0, duplicate: 0, clog: 0, staleAnswer: 0, cutAnswer: 0, jitterMs: 20, ...net},
    ...rest,
  });
}
