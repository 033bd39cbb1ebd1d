/**
 * A sync server of one's own: the built bundle as a child process with the demo shop, on a free port and in a data
 * folder that the caller owns. The demo and the end-to-end specs hold it this way; it can be stopped, killed and
 * started again on the same data.
 */
import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {createWriteStream} from 'node:fs';
import {createServer} from 'node:net';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {projectRoot} from '../bundles.ts';

const readyLimitMs = 60_000;
const stopLimitMs = 20_000;
const healthPollMs = 100;

export interface ServerPlace {
  readonly port: number;
  readonly dataDir: string;
  /** What the server prints is appended here. */
  readonly logFile: string;
  /** Added to the environment of the server. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface ServerProcess {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly address: string;
  /** Resolves when it has ended, asked or not. */
  readonly ended: Promise<void>;
  /** Asks it to stop; resolves with the exit code. A server that does not within 20 s is killed. */
  stop(): Promise<number | null>;
  /** kill -9. */
  kill(): Promise<void>;
}

/** Resolves once the server answers. Throws with the end of its log when it ends or stays silent instead. */
export async function startServer({port, dataDir, logFile, env}: ServerPlace): Promise<ServerProcess> {
  const {DATABASE_URL: _, ...ownEnv} = process.env;
  const child = spawn(process.execPath, [join(projectRoot, 'dist/sync/server.js'), '--demo'], {
    cwd: projectRoot,
    env: {...ownEnv, ...env, PORT: String(port), DATA_DIR: dataDir},
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C is for us; we then stop the server in good order.
    detached: process.platform !== 'win32',
  });
  const ended = once(child, 'exit').then(() => undefined);
  const log = createWriteStream(logFile, {flags: 'a'});
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.pipe(log, {end: false});
    stream.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2000);
    });
  }
  const address = `http://127.0.0.1:${port}`;
  if (!(await untilHealthy(address, child))) {
    child.kill('SIGKILL');
    throw new Error(`The server did not come up on port ${port}. It said:\n${said}`);
  }
  return {address, ended, stop: () => stop(child), kill: () => kill(child)};
}

async function untilHealthy(address: string, child: ChildProcess): Promise<boolean> {
  const endMs = Date.now() + readyLimitMs;
  while (child.exitCode === null && child.signalCode === null && Date.now() < endMs) {
    const answer = await fetch(`${address}/sync/v1/health`).catch(() => undefined);
    if (answer?.ok) return true;
    await wait(healthPollMs);
  }
  return false;
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const limit = setTimeout(() => child.kill('SIGKILL'), stopLimitMs);
  await exited;
  clearTimeout(limit);
  return child.exitCode;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** A port of this machine that nobody listens on now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port.');
  return address.port;
}
