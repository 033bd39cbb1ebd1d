/**
 * `npm test`: brings a browser, builds, runs every suite, and closes with one line that CI reads.
 * Later steps run even when an earlier one failed, so that one run shows everything that is wrong.
 */
import {spawn} from 'node:child_process';
import {existsSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {projectRoot} from './bundles.ts';
import {ensureChromium} from './find-chromium.ts';
import {playwrightOutcomes} from './playwright-outcomes.ts';
import {type TestCaseOutcome, tallyLines} from './test-tally.ts';
import {databaseLines} from './tested-databases.ts';

const resultsFolder = join(projectRoot, 'test-results');
const vitestFile = join(resultsFolder, 'vitest.json');
const playwrightFile = join(resultsFolder, 'playwright.json');

const {DATABASE_URL: databaseUrl, ...environment} = process.env;
// Servers that tests start must not find the user's database: only the suites meant for it do.
const env: NodeJS.ProcessEnv = {...environment, TEST_TALLY_FILE: vitestFile};
if (databaseUrl) env['TEST_DATABASE_URL'] = databaseUrl;

/** The exit code of a command of this project, its output shown as it comes. */
function run(script: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(projectRoot, script), ...args], {
      cwd: projectRoot,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.once('error', reject);
    child.once('exit', code => resolve(code ?? 1));
  });
}

/** A suite that ended badly without naming a failed test is itself the failure. */
function outcomesOf(
  suite: string,
  exitCode: number,
  file: string,
  read: (text: string) => TestCaseOutcome[],
) {
  const outcomes = existsSync(file) ? read(readFileSync(file, 'utf8')) : [];
  if (exitCode === 0 || outcomes.some(o => o.outcome === 'failed')) return outcomes;
  const title = `ended with exit code ${exitCode}`;
  return [...outcomes, {project: suite, title, outcome: 'failed'} satisfies TestCaseOutcome];
}

async function runSuites(): Promise<readonly TestCaseOutcome[]> {
  env['CHROMIUM_PATH'] = await ensureChromium();
  for (const file of [vitestFile, playwrightFile]) rmSync(file, {force: true});

  const built = await run('node_modules/tsx/dist/cli.mjs', ['scripts/build.ts']);
  if (built !== 0) return outcomesOf('build', built, '', () => []);

  const vitest = await run('node_modules/vitest/vitest.mjs', ['run']);
  const unit = outcomesOf('vitest', vitest, vitestFile, text => JSON.parse(text) as TestCaseOutcome[]);

  const playwright = await run('node_modules/@playwright/test/cli.js', ['test']);
  return [...unit, ...outcomesOf('playwright', playwright, playwrightFile, playwrightOutcomes)];
}

const outcomes = await runSuites();
console.log(`\n${[...databaseLines(outcomes, databaseUrl), ...tallyLines(outcomes)].join('\n')}`);
process.exitCode = outcomes.length === 0 || outcomes.some(o => o.outcome === 'failed') ? 1 : 0;
