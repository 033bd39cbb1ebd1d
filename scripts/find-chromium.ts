/**
 * The Chromium that the tests and the demo drive: one that is there, else one that can be fetched.
 *
 * In order: CHROMIUM_PATH; an installed browser; the one Playwright has downloaded before; Playwright's
 * download; the Debian package, when root. A path that the user named is used or refused, never replaced.
 */
import {spawn, spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {chromium} from 'playwright';
import {chromiumCandidates} from './chromium-candidates.ts';

const downloadLimitMs = 180_000;
const packageLimitMs = 300_000;
const playwrightCli = join(import.meta.dirname, '../node_modules/playwright/cli.js');

type Found = {readonly path: string; readonly origin: string};

/** What can be had without fetching anything. Throws when CHROMIUM_PATH names something that does not run. */
export function findChromium(): Found | undefined {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') {
    if (!runs(named)) throw new Error(`CHROMIUM_PATH=${named} is no Chromium that runs here.`);
    return {path: named, origin: 'CHROMIUM_PATH'};
  }
  const installed = chromiumCandidates(process.platform, process.env).find(runs);
  if (installed !== undefined) return {path: installed, origin: 'installed'};
  const downloaded = chromium.executablePath();
  return runs(downloaded) ? {path: downloaded, origin: "Playwright's download"} : undefined;
}

/** The path of a Chromium that runs, fetching one if need be; says in one line which. Throws with a remedy. */
export async function ensureChromium(): Promise<string> {
  const found = findChromium() ?? (await fetchChromium());
  console.log(`Browser: ${found.path} (${found.origin})`);
  return found.path;
}

async function fetchChromium(): Promise<Found> {
  console.log('No Chromium found; downloading the one that Playwright brings ...');
  await run(process.execPath, [playwrightCli, 'install', 'chromium'], downloadLimitMs);
  const downloaded = findChromium();
  if (downloaded !== undefined) return downloaded;

  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    console.log('The download did not work; installing the system package chromium ...');
    await run('apt-get', ['update'], packageLimitMs);
    await run('apt-get', ['install', '-y', 'chromium'], packageLimitMs);
    const installed = findChromium();
    if (installed !== undefined) return installed;
  }
  throw new Error(
    'No Chromium, and none could be fetched. Install one (Debian: apt-get install chromium) ' +
      'or set CHROMIUM_PATH to the executable of a Chromium or Chrome.',
  );
}

/** Asks for the version: a launcher script can be there with no browser behind it. */
function runs(path: string): boolean {
  if (!existsSync(path)) return false;
  // On Windows the question would open a window.
  if (process.platform === 'win32') return true;
  const {stdout} = spawnSync(path, ['--version'], {encoding: 'utf8', timeout: 20_000});
  return /(chrom(e|ium)|edge)\b[^\n]* \d+\./i.test(stdout ?? '');
}

/** Runs to the end or to the limit, in a group of its own so that the limit ends its children too. */
function run(command: string, args: readonly string[], limitMs: number): Promise<void> {
  return new Promise(resolve => {
    const ownGroup = process.platform !== 'win32';
    const child = spawn(command, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: ownGroup,
      env: {...process.env, DEBIAN_FRONTEND: 'noninteractive'},
    });
    const limit = setTimeout(() => {
      console.log(`Gave up after ${limitMs / 1000} s: ${command} ${args.join(' ')}`);
      if (ownGroup && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      else child.kill();
    }, limitMs);
    const finish = () => {
      clearTimeout(limit);
      resolve();
    };
    child.once('error', finish);
    child.once('exit', finish);
  });
}
