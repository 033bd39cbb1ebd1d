/** When what befalls whom. Every class of fault has a stream of its own and comes at its own rate. */
import {strikes} from './strikes.ts';
import {timedFaults} from './swarm.ts';
import type {Backup} from './till-faults.ts';
import type {World} from './world.ts';

const MINUTE_MS = 60_000;

/** Plans all faults of the chaos. */
export function planFaults(world: World): void {
  const backups = new Map<number, Backup>();
  for (const fault of timedFaults) {
    const rate = world.swarm.faultsPerMinute[fault] ?? 0;
    if (rate <= 0) continue;
    const random = world.random.split(`fault ${fault}`);
    const next = (): void => {
      const delayMs = random.exponential(MINUTE_MS / rate);
      if (world.time.nowMs() + delayMs > world.swarm.chaosMs) return;
      world.time.after(delayMs, fault, () => {
        if (strikes[fault]({world, random, backups})) world.tally.count(fault);
        next();
      });
    };
    next();
  }
}
