/**
 * `npm run mutate [folder…]`: breaks the arithmetic and the rules of the engine in thousands of small ways and asks the
 * tests whether they see it; all folders, or those named. What is left is judged in docs/mutation.md.
 */
import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {projectRoot} from './bundles.ts';

/** The folders that are checked, each with those whose tests look at its rules. */
const testedBy = {
  money: '{money,benefits}',
  order: '{order,benefits,conventions}',
  applicability: 'applicability',
  benefits: '{benefits,conventions,decision}',
  stacking: '{stacking,decision}',
  rules: 'rules',
  formula: 'formula',
  calendar: '{calendar,redeemables}',
  returns: 'returns',
  ledger: 'ledger',
  loyalty: 'loyalty',
  earning: 'earning',
} as const satisfies Readonly<Record<string, string>>;

const stryker = join(projectRoot, 'node_modules/@stryker-mutator/core/bin/stryker.js');

/** The exit code: not zero where the score is below what stryker.config.json asks for. */
function mutate(folder: string, tests: string): number {
  const mutated = `shared/${folder}/**/*.ts,!shared/**/*.test.ts`;
  const kept = `.stryker/incremental-${folder}.json`;
  const {status} = spawnSync(
    process.execPath,
    [stryker, 'run', '--mutate', mutated, '--incrementalFile', kept],
    {cwd: projectRoot, stdio: 'inherit', env: {...process.env, MUTATION_TESTS: tests}},
  );
  return status ?? 1;
}

const asked = process.argv.slice(2);
const unknown = asked.filter(name => !Object.hasOwn(testedBy, name));
if (unknown.length > 0) {
  process.stderr.write(
    `no such folder: ${unknown.join(', ')}; there are ${Object.keys(testedBy).join(', ')}\n`,
  );
  process.exitCode = 1;
} else {
  const folders = Object.entries(testedBy).filter(([name]) => asked.length === 0 || asked.includes(name));
  const low = folders.filter(([name, tests]) => mutate(name, tests) !== 0).map(([name]) => name);
  if (low.length > 0) process.stdout.write(`below the score: ${low.join(', ')}\n`);
  process.exitCode = low.length > 0 ? 1 : 0;
}
