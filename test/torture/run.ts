/**
 * `npm run torture -- --rounds N [--seed S] [--tills T]`: real Chromium tills and the real server process with its
 * database, sold at and redeemed on while processes are killed, the network is cut, disks are full and clocks jump.
 * After every round the books are checked where they always must balance, every ten rounds whole and at rest.
 * `npm run torture -- --power-cuts N`: cuts the power of the disk under the server's database, and of the one under a
 * till's browser, N times each. Exit code 1 when anything is violated.
 */
import {rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {buildStaleBundles} from '../../scripts/bundles.ts';
import {temporaryFolder} from '../../scripts/demo/temporary-folder.ts';
import {ensureChromium} from '../../scripts/find-chromium.ts';
import {stopSignal} from '../../scripts/stop-signal.ts';
import {cutServerPower} from './cut-server-power.ts';
import {cutTillPower} from './cut-till-power.ts';
import {runRounds} from './run-rounds.ts';

const {values} = parseArgs({
  options: {
    rounds: {type: 'string', default: '100'},
    seed: {type: 'string', default: '1'},
    tills: {type: 'string', default: '2'},
    'power-cuts': {type: 'string'},
  },
});

process.exit(await torture());

async function torture(): Promise<number> {
  const stopped = stopSignal();
  const chromiumPath = await ensureChromium();
  await buildStaleBundles(['renderer', 'sync']);
  const folder = await temporaryFolder();
  const logFile = join(tmpdir(), `counterfoil-torture-${process.pid}.log`);
  const common = {folder: folder.path, chromiumPath, logFile, stopped, tell: console.log};
  try {
    const violations =
      values['power-cuts'] === undefined
        ? await runRounds({
            ...common,
            rounds: wholeNumber('rounds', values.rounds),
            seed: wholeNumber('seed', values.seed),
            tills: wholeNumber('tills', values.tills),
          })
        : (await cutServerPower(common, wholeNumber('power-cuts', values['power-cuts']))) +
          (await cutTillPower(common, wholeNumber('power-cuts', values['power-cuts'])));
    if (violations > 0) console.log(`The server's log: ${logFile}`);
    else await rm(logFile, {force: true});
    return violations === 0 ? 0 : 1;
  } finally {
    await folder.remove();
  }
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  console.error(`--${name} should be a whole number above 0, not ${text}`);
  process.exit(2);
}
