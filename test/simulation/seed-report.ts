/** What a run over many seeds came to. */
import type {SeedResult} from './run-seed.ts';

export interface RunReport {
  seeds: number;
  operations: number;
  sales: number;
  soldOffline: number;
  events: number;
  messages: number;
  conflicts: number;
  longestDrainMs: number;
  /** Faults that struck and things that happened, by name. */
  readonly counts: Record<string, number>;
  readonly failures: SeedResult[];
}

export function emptyReport(): RunReport {
  return {
    seeds: 0,
    operations: 0,
    sales: 0,
    soldOffline: 0,
    events: 0,
    messages: 0,
    conflicts: 0,
    longestDrainMs: 0,
    counts: {},
    failures: [],
  };
}

export function addSeed(report: RunReport, result: SeedResult): void {
  report.seeds += 1;
  report.operations += result.operations;
  report.sales += result.sales;
  report.soldOffline += result.soldOffline;
  report.events += result.events;
  report.messages += result.messages;
  report.conflicts += result.conflicts;
  report.longestDrainMs = Math.max(report.longestDrainMs, result.drainMs);
  for (const [name, count] of Object.entries(result.counts))
    report.counts[name] = (report.counts[name] ?? 0) + count;
  if (result.violations.length > 0) report.failures.push(result);
}

export function joinReports(reports: readonly RunReport[]): RunReport {
  const all = emptyReport();
  for (const one of reports) {
    all.seeds += one.seeds;
    all.operations += one.operations;
    all.sales += one.sales;
    all.soldOffline += one.soldOffline;
    all.events += one.events;
    all.messages += one.messages;
    all.conflicts += one.conflicts;
    all.longestDrainMs = Math.max(all.longestDrainMs, one.longestDrainMs);
    for (const [name, count] of Object.entries(one.counts))
      all.counts[name] = (all.counts[name] ?? 0) + count;
    all.failures.push(...one.failures);
  }
  return all;
}

export function reportText(report: RunReport, seconds: number): string {
  const figures: readonly (readonly [string, number])[] = [
    ['seeds', report.seeds],
    ['operations', report.operations],
    ['sales', report.sales],
    ['  of them offline', report.soldOffline],
    ['events', report.events],
    ['messages', report.messages],
    ['conflicts recorded', report.conflicts],
  ];
  const lines = figures.map(([name, n]) => `${name.padEnd(34)}${n.toLocaleString('en').padStart(14)}`);
  const faults = Object.entries(report.counts)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, n]) => `  ${name.padEnd(32)}${n.toLocaleString('en').padStart(14)}`);
  const speed = seconds > 0 ? report.seeds / seconds : 0;
  return [
    ...lines,
    'faults and other happenings',
    ...faults,
    `${'longest drain after healing'.padEnd(34)}${`${(report.longestDrainMs / 1000).toFixed(1)} s`.padStart(14)}`,
    `${'seeds per second'.padEnd(34)}${speed.toFixed(1).padStart(14)}`,
    `${'violations'.padEnd(34)}${String(report.failures.length).padStart(14)}`,
  ].join('\n');
}
