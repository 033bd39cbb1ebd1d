/**
 * How long one run of a side takes: processor time of its process, so that other work on the machine distorts little.
 * Runs are timed in batches that take at least `batchMs`; the answer is the median of the batches.
 */
import type {Side} from './side.ts';

export interface Timing {
  readonly medianMicros: number;
  readonly p95Micros: number;
}

const batchMs = 2;

/** `forMs` of processor time; half as much before, for the compiler. */
export async function timeRuns(side: Side, forMs: number): Promise<Timing> {
  const {turn: warm} = await runFor(side, 0, 1, forMs / 2);
  const size = await batchSizeOf(side, warm);
  const {micros} = await runFor(side, warm, size, forMs);
  micros.sort((a, b) => a - b);
  const at = (share: number) => micros[Math.min(micros.length - 1, Math.floor(micros.length * share))] ?? 0;
  return {medianMicros: at(0.5), p95Micros: at(0.95)};
}

async function batchSizeOf(side: Side, turn: number): Promise<number> {
  for (let size = 1; ; size *= 2) {
    const {micros} = await runFor(side, turn, size, 0);
    if ((micros[0] ?? 0) * size >= batchMs * 1000) return size;
  }
}

/** Batches until so much time is used, at least one of them and at least five if any time is given. */
async function runFor(side: Side, from: number, size: number, forMs: number) {
  const started = usedMicros();
  const micros: number[] = [];
  let turn = from;
  do {
    const before = usedMicros();
    turn = await runBatch(side, turn, size);
    micros.push((usedMicros() - before) / size);
  } while (usedMicros() - started < forMs * 1000 || (forMs > 0 && micros.length < 5));
  return {micros, turn};
}

function usedMicros(): number {
  const {user, system} = process.cpuUsage();
  return user + system;
}

/** Waits only for what is a promise: a tick of waiting would outlast some sides' whole run. */
async function runBatch({run}: Side, from: number, size: number): Promise<number> {
  for (let turn = from; turn < from + size; turn += 1) {
    const result = run(turn);
    if (result instanceof Promise) await result;
  }
  return from + size;
}
