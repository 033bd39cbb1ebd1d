/**
 * `npm start`: the demo shop, its server, and a till on it. Builds what is out of date, starts the server,
 * waits for it and opens the till. Ctrl-C stops everything; closing the till leaves the server running.
 */
import {setTimeout as wait} from 'node:timers/promises';
import {buildStaleBundles, bundleNames, projectRoot} from './bundles.ts';
import {electronBinary} from './electron-binary.ts';
import {openBrowser, openElectron} from './open-till.ts';
import {checkPort} from './port-check.ts';
import {runServer} from './run-server.ts';
import {stopSignal} from './stop-signal.ts';
import {chooseTillOpening} from './till-opener.ts';

const healthPollMs = 150;

const stopped = stopSignal();
let stopping = false;
void stopped.then(() => {
  stopping = true;
});

process.exit(await start());

async function start(): Promise<number> {
  const host = process.env['HOST'] || '127.0.0.1';
  const check = await checkPort(process.env['PORT'] || '4100', host);
  if (!check.ok) {
    console.error(check.problem);
    return 1;
  }
  await Promise.race([buildStaleBundles(bundleNames), stopped]);
  if (stopping) return 0;
  const server = runServer(['--demo']);
  void stopped.then(server.stop);
  const over = server.exited.then(exitCodeOf);
  const address = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${check.port}/`;
  const ready = await Promise.race([over, untilHealthy(address, over)]);
  if (ready !== 'ready') return ready;

  const closeTill = openTill(address);
  const exitCode = await over;
  closeTill();
  return exitCode;
}

/** Stopping was asked for; any other end of the server is a failure, and it said why. */
function exitCodeOf(serverExitCode: number): number {
  return stopping ? 0 : serverExitCode || 1;
}

/** Asks until the server answers. The first start creates a database, so no limit: `over` ends the waiting. */
async function untilHealthy(address: string, over: Promise<unknown>): Promise<'ready'> {
  let waiting = true;
  void over.then(() => {
    waiting = false;
  });
  while (waiting && !(await isHealthy(address))) await wait(healthPollMs);
  return 'ready';
}

async function isHealthy(address: string): Promise<boolean> {
  const answer = await fetch(new URL('/sync/v1/health', address)).catch(() => undefined);
  return answer?.status === 200;
}

/** Opens the till in whatever there is; returns what closes the window again, where it is ours. */
function openTill(address: string): () => void {
  const binary = electronBinary(projectRoot);
  const {platform, env} = process;
  const opening = chooseTillOpening({platform, env, electronBinary: binary}, address);
  console.log(opening.line);
  if (opening.with === 'browser') openBrowser(address);
  if (opening.with !== 'electron' || binary === undefined) return () => undefined;
  const till = openElectron(binary, address);
  till.once('error', error =>
    console.error(`Electron did not start: ${error.message}. Open ${address} instead.`),
  );
  till.once('exit', () => {
    if (!stopping) console.log('The till was closed; the server goes on. Ctrl-C stops it.');
  });
  return () => till.kill();
}
