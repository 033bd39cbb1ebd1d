/** A benchmark's result, as `bench-output.json` keeps it. */
import type {Benchmark, Goal} from './benchmarks.ts';
import {keyOf, type Measured, type SideName} from './measured-sides.ts';

export interface BenchRow {
  readonly name: string;
  /** Microseconds per run, medians; `peer` is the fastest of the peers. */
  readonly ours: number;
  readonly peer: number | null;
  readonly limit: number | null;
  /** How many times faster than the fastest peer, and how many times as long as the limit. */
  readonly ratioToPeer: number | null;
  readonly ratioToLimit: number | null;
  readonly goal: string;
  /** null: no goal is set. */
  readonly met: boolean | null;
  readonly p95: number;
  readonly peers: Readonly<Record<string, number | string>>;
  readonly goals: readonly {
    readonly goal: string;
    readonly measured: number | string;
    readonly met: boolean;
  }[];
}

type MeasuredSides = ReadonlyMap<string, Measured>;

/** Every side that a row needs. */
export function sidesOf({work, ours, limit, peers, goals}: Benchmark): readonly SideName[] {
  const own = (side: string, of = work): SideName => ({work: of, side, isPeer: false});
  return [
    own(ours),
    ...(limit === null ? [] : [own(limit)]),
    ...peers.map(side => ({work, side, isPeer: true})),
    ...goals.flatMap(goal => {
      if (goal.kind === 'growth_at_most') return goal.works.map(of => own(ours, of));
      return goal.kind === 'at_most_times' ? [own(goal.of, goal.ofWork)] : [];
    }),
  ];
}

export function rowOf(benchmark: Benchmark, measured: MeasuredSides): BenchRow {
  const {suite, name, work, peers} = benchmark;
  const ours = timeOf(measured, work, benchmark.ours) ?? 0;
  const limit = benchmark.limit === null ? null : timeOf(measured, work, benchmark.limit);
  const peer = fastest(benchmark, measured);
  const goals = benchmark.goals.map(goal => judged(goal, benchmark, measured));
  return {
    name: `${suite}: ${name}`,
    ours,
    peer,
    limit,
    ratioToPeer: peer === null ? null : peer / ours,
    ratioToLimit: limit === null ? null : ours / limit,
    goal: goals.map(({goal}) => goal).join(', '),
    met: goals.length === 0 ? null : goals.every(goal => goal.met),
    p95: tailOf(measured, work, benchmark.ours, 'p95'),
    peers: Object.fromEntries(peers.map(side => [side, timeOrReason(measured.get(keyOf({work, side})))])),
    goals,
  };
}

function judged(goal: Goal, benchmark: Benchmark, measured: MeasuredSides): BenchRow['goals'][number] {
  const {work} = benchmark;
  const ours = timeOf(measured, work, benchmark.ours) ?? Number.NaN;
  switch (goal.kind) {
    case 'times_faster': {
      const text = `≥ ${goal.least} × ${goal.than}`;
      return atLeast(text, (timeOf(measured, work, goal.than) ?? Number.NaN) / ours, goal.least);
    }
    case 'times_faster_than_fastest_peer': {
      const text = `≥ ${goal.least} × the fastest peer`;
      return atLeast(text, (fastest(benchmark, measured) ?? Number.NaN) / ours, goal.least);
    }
    case 'at_most_times': {
      const other = timeOf(measured, goal.ofWork ?? work, goal.of) ?? Number.NaN;
      return atMost(`≤ ${goal.most} × ${goal.ofWork ?? goal.of}`, ours / other, goal.most);
    }
    case 'at_most_ms': {
      const micros = goal.at === 'median' ? ours : tailOf(measured, work, benchmark.ours, goal.at);
      return atMost(`${goal.at} ≤ ${goal.most} ms`, micros / 1000, goal.most);
    }
    case 'at_most_kb_each': {
      const found = measured.get(keyOf({work, side: benchmark.ours}));
      const bytes = found === undefined || 'skipped' in found ? null : found.bytesEach;
      return atMost(`≤ ${goal.most} kB each`, (bytes ?? Number.NaN) / 1000, goal.most);
    }
    case 'growth_at_most': {
      const [first = '', last = ''] = [goal.works[0], goal.works.at(-1)];
      const growth =
        (timeOf(measured, last, benchmark.ours) ?? Number.NaN) /
        (timeOf(measured, first, benchmark.ours) ?? Number.NaN);
      return atMost(
        `growth exponent ≤ ${goal.most}`,
        Math.log10(growth) / (goal.works.length - 1),
        goal.most,
      );
    }
  }
}

/** A ratio to a side that could not run is no number, and no goal is met by it. */
function atLeast(goal: string, measured: number, least: number) {
  return {goal, measured: Number.isNaN(measured) ? 'could not run' : measured, met: measured >= least};
}

function atMost(goal: string, measured: number, most: number) {
  return {goal, measured: Number.isNaN(measured) ? 'could not run' : measured, met: measured <= most};
}

function fastest({work, peers}: Benchmark, measured: MeasuredSides): number | null {
  const times = peers.flatMap(side => timeOf(measured, work, side) ?? []);
  return times.length === 0 ? null : Math.min(...times);
}

function timeOf(measured: MeasuredSides, work: string, side: string): number | null {
  const found = timeOrReason(measured.get(keyOf({work, side})));
  return typeof found === 'number' ? found : null;
}

function tailOf(measured: MeasuredSides, work: string, side: string, at: 'p95' | 'p99'): number {
  const found = measured.get(keyOf({work, side}));
  if (found === undefined || 'skipped' in found) return Number.NaN;
  return at === 'p95' ? found.p95Micros : (found.p99Micros ?? Number.NaN);
}

function timeOrReason(found: Measured | undefined): number | string {
  if (found === undefined) return 'not measured';
  return 'skipped' in found ? `skipped: ${found.skipped}` : found.medianMicros;
}
