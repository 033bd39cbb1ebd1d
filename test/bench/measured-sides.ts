/** Runs sides as processes of their own, one at a time, and makes sure that all of a work's sides answer the same. */
import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import {z} from 'zod';
import {projectRoot} from '../../scripts/bundles.ts';
import {isOutdoor} from './outdoor-sides.ts';

const reportSchema = z.object({
  answers: z.string(),
  details: z.string().nullable(),
  medianMicros: z.number(),
  p95Micros: z.number(),
  p99Micros: z.number().optional(),
  bytesEach: z.number().optional(),
});
type Report = z.output<typeof reportSchema>;

/** One side of a work, such as `ours` of `rules-100`. */
export interface SideName {
  readonly work: string;
  readonly side: string;
  /** What others wrote may fail here without failing the benchmark. */
  readonly isPeer: boolean;
}

/** How long a run takes, or why it cannot be told. */
export type Measured =
  | {
      readonly medianMicros: number;
      readonly p95Micros: number;
      readonly p99Micros: number | null;
      readonly bytesEach: number | null;
    }
  | {readonly skipped: string};

export interface Patience {
  readonly rounds: number;
  /** Of timing each side in each round. */
  readonly forMs: number;
}

/** By `keyOf`; of several rounds, in which the sides take turns, the median. */
export async function measureSides(
  names: readonly SideName[],
  {rounds, forMs}: Patience,
  note: (text: string) => void,
): Promise<ReadonlyMap<string, Measured>> {
  const reports = new Map<string, Report[]>();
  const skipped = new Map<string, string>();
  for (let round = 1; round <= rounds; round += 1) {
    for (const name of names) {
      const key = keyOf(name);
      if (skipped.has(key)) continue;
      note(`round ${round} of ${rounds}: ${key}`);
      const report = await beSide(name, forMs);
      if (typeof report === 'string') skipped.set(key, report);
      else reports.set(key, [...(reports.get(key) ?? []), report]);
    }
  }
  checkAnswers(names, reports);
  const measured = new Map<string, Measured>();
  for (const [key, reason] of skipped) measured.set(key, {skipped: reason});
  for (const [key, own] of reports)
    measured.set(key, {
      medianMicros: middle(own.map(report => report.medianMicros)),
      p95Micros: middle(own.map(report => report.p95Micros)),
      p99Micros: middleOrNull(own.flatMap(report => report.p99Micros ?? [])),
      bytesEach: middleOrNull(own.flatMap(report => report.bytesEach ?? [])),
    });
  return measured;
}

export function keyOf({work, side}: Pick<SideName, 'work' | 'side'>): string {
  return `${work} ${side}`;
}

/** The report of the side's process; of a peer that fails, why. */
async function beSide({work, side, isPeer}: SideName, forMs: number): Promise<Report | string> {
  try {
    const program = isOutdoor(work) ? 'dist/bench-outdoor/be-outdoor-side.js' : 'dist/bench/be-side.js';
    const script = [program, work, side, String(forMs)];
    const {stdout} = await promisify(execFile)(process.execPath, script, {
      cwd: projectRoot,
      maxBuffer: 2 ** 26,
    });
    return reportSchema.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
  } catch (error) {
    if (!isPeer) throw error;
    const lines = error instanceof Error ? error.message.split('\n') : [];
    return lines.find(line => /Error/.test(line)) ?? lines[0] ?? 'it failed';
  }
}

function checkAnswers(names: readonly SideName[], reports: ReadonlyMap<string, readonly Report[]>): void {
  for (const work of new Set(names.map(name => name.work))) {
    const own = names.filter(name => name.work === work).flatMap(name => reports.get(keyOf(name)) ?? []);
    const details = own.flatMap(report => report.details ?? []);
    if (new Set(own.map(report => report.answers)).size <= 1 && new Set(details).size <= 1) continue;
    const sides = names
      .filter(name => name.work === work)
      .map(name => `${name.side} ${reports.get(keyOf(name))?.[0]?.answers.slice(0, 8) ?? 'none'}`);
    throw new Error(
      `${work}: the sides answer differently, so their times mean nothing: ${sides.join(', ')}`,
    );
  }
}

function middleOrNull(values: readonly number[]): number | null {
  return values.length === 0 ? null : middle(values);
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
