import {type OutdoorSide, timingOf} from '../outdoor-side.ts';

export const clients = 16;

type Timed = Awaited<ReturnType<OutdoorSide['time']>>;

/**
 * So many clients, each at it again as soon as it has its answer. The time of one is the wall's over all that were
 * answered; the tails are of what a client waited.
 */
export async function clientsAtOnce(forMs: number, ask: (client: number) => Promise<void>): Promise<Timed> {
  const waited: number[] = [];
  const startedMs = performance.now();
  const endMs = startedMs + forMs;
  await Promise.all(
    Array.from({length: clients}, async (_, client) => {
      for (let beganMs = performance.now(); beganMs < endMs; beganMs = performance.now()) {
        await ask(client);
        waited.push((performance.now() - beganMs) * 1_000);
      }
    }),
  );
  const {p95Micros, p99Micros} = timingOf(waited);
  return {medianMicros: ((performance.now() - startedMs) * 1_000) / waited.length, p95Micros, p99Micros};
}
