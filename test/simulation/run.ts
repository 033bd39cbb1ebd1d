/**
 * `npm run simulate -- --seeds N [--from S] [--ops M] [--jobs J]`: runs worlds of the seeds S to S + N − 1 and fails when an
 * invariant broke in one. `-- --seed S [--trace]` runs one, tells what went wrong and makes it smaller.
 */
import {execFileSync, fork} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {resolve as resolvePath} from 'node:path';
import {parseArgs} from 'node:util';
import {projectRoot} from '../../scripts/bundles.ts';
import {runSeed, type SeedResult} from './run-seed.ts';
import {addSeed, emptyReport, joinReports, type RunReport, reportText} from './seed-report.ts';
import {shrinkSeed} from './shrink-seed.ts';
import {allFaults, type Shrink} from './swarm.ts';

const {values} = parseArgs({
  options: {
    seeds: {type: 'string', default: '100'},
    from: {type: 'string', default: '1'},
    ops: {type: 'string', default: '40'},
    jobs: {type: 'string', default: '1'},
    seed: {type: 'string'},
    trace: {type: 'boolean', default: false},
    report: {type: 'string', default: 'simulation-output.json'},
    /** A job of a run with several: reports to its parent. */
    part: {type: 'boolean', default: false},
  },
});

const RERUN_EVERY = 50;
const actions = wholeNumber('ops', values.ops, 1);
const from = wholeNumber('from', values.from, 0);
const seeds = wholeNumber('seeds', values.seeds, 1);
const jobs = wholeNumber('jobs', values.jobs, 1);

if (values.seed !== undefined) await runOne(wholeNumber('seed', values.seed, 0));
else if (values.part) process.send?.(await runMany(from, seeds, 1, 0));
else await runAll();

async function runOne(seed: number): Promise<void> {
  const print = values.trace ? (line: string) => console.log(line) : null;
  const result = await runSeed(seed, {actions, print});
  console.log(
    `seed ${seed}: ${result.violations.length === 0 ? 'no violation' : 'FAILED'}, hash ${result.hash}`,
  );
  if (result.violations.length === 0) return;
  tellFailure(result);
  const smaller = await shrinkSeed(result, actions, shrink => runSeed(seed, {actions, shrink}));
  console.log(`\nstill fails with: ${describeShrink(smaller.shrink)}`);
  tellFailure(smaller.result);
  process.exitCode = 1;
}

async function runMany(from: number, seeds: number, step: number, offset: number): Promise<RunReport> {
  const report = emptyReport();
  for (let seed = from + offset; seed < from + seeds; seed += step) {
    const result = await runSeed(seed, {actions});
    addSeed(report, result);
    if (seed % RERUN_EVERY === 0) await checkRerun(report, result);
    if (process.stderr.isTTY && report.seeds % 20 === 0) process.stderr.write(`\r${report.seeds} seeds`);
  }
  return report;
}

/** I11: the same seed, the same story. */
async function checkRerun(report: RunReport, first: SeedResult): Promise<void> {
  const again = await runSeed(first.seed, {actions});
  report.counts['re-runs compared'] = (report.counts['re-runs compared'] ?? 0) + 1;
  if (again.hash === first.hash) return;
  const violation = `I11 the same seed gave another story: ${first.hash}, then ${again.hash}`;
  report.failures.push({...first, violations: [violation]});
}

async function runAll(): Promise<void> {
  const startedMs = performance.now();
  const share = Math.ceil(seeds / jobs);
  const parts = Array.from({length: jobs}, (_, i) => {
    const first = from + i * share;
    return {first, count: Math.min(share, from + seeds - first)};
  }).filter(({count}) => count > 0);
  const reports =
    jobs === 1
      ? [await runMany(from, seeds, 1, 0)]
      : await Promise.all(parts.map(part => inChild(part.first, part.count)));
  const report = joinReports(reports);
  const seconds = (performance.now() - startedMs) / 1000;
  console.log(`\n${reportText(report, seconds)}`);
  for (const failure of report.failures.slice(0, 5)) tellFailure(failure);
  const failing = report.failures.map(({seed, violations}) => ({seed, violations}));
  const written = {commit: commit(), from, seconds, ...report, failures: failing};
  writeFileSync(resolvePath(projectRoot, values.report), `${JSON.stringify(written, null, 2)}\n`);
  if (report.failures.length > 0) process.exitCode = 1;
}

function inChild(from: number, seeds: number): Promise<RunReport> {
  return new Promise((resolve, reject) => {
    const args = ['--part', '--from', String(from), '--seeds', String(seeds), '--ops', String(actions)];
    const child = fork(import.meta.filename, args);
    child.once('message', message => resolve(message as RunReport));
    child.once('error', reject);
    child.once('exit', code => (code === 0 ? undefined : reject(new Error(`a job ended with ${code}`))));
  });
}

function tellFailure(failure: SeedResult): void {
  console.log(`\nseed ${failure.seed}:`);
  for (const violation of failure.violations.slice(0, 5)) console.log(`  ${violation}`);
  console.log(`  replay: npm run simulate -- --seed ${failure.seed} --ops ${actions} --trace`);
}

function describeShrink({without, tills, mostActions}: Shrink): string {
  const left = allFaults.filter(fault => !without.includes(fault));
  const parts = [
    left.length === 0 ? 'no fault at all' : left.join(', '),
    ...(tills === undefined ? [] : [`${tills} tills`]),
    ...(mostActions === undefined ? [] : [`${mostActions} actions`]),
  ];
  return parts.join('; ');
}

/** A run over no worlds would find nothing wrong with them: what is no number is refused. */
function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
  console.error(`--${name} should be a whole number from ${least} on, not "${text}"`);
  process.exit(2);
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], {cwd: projectRoot, encoding: 'utf8'}).trim();
  } catch {
    return 'unknown';
  }
}
