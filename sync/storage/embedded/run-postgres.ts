import {type ChildProcess, execFile, spawn} from 'node:child_process';
import {open, readFile, stat} from 'node:fs/promises';
import {createServer} from 'node:net';
import {setTimeout as wait} from 'node:timers/promises';
import {promisify} from 'node:util';
import pg from 'pg';
import {present} from '../../../shared/kernel/assert.ts';
import {sqlState} from '../transact.ts';
import {CannotStart} from './cannot-start.ts';
import {superuser} from './initialise-cluster.ts';
import type {PostgresBinaries} from './postgres-binaries.ts';
import type {SystemUser} from './postgres-user.ts';

const runFile = promisify(execFile);

const startLimitMs = 60_000;
const stopLimitMs = 15_000;
const pollMs = 20;
const wrongPassword = '28P01';
const logLimitBytes = 5_000_000;

export interface RunningPostgres {
  /** Of its maintenance database, with the password: never to be shown. */
  readonly adminUrl: string;
  urlOf(database: string): string;
  /** Lets transactions under way fail, writes everything and ends. Safe to call twice. */
  stop(): Promise<void>;
  /** Resolves when PostgreSQL ends, asked or not. */
  readonly ended: Promise<void>;
}

export interface PostgresPlace {
  readonly binaries: PostgresBinaries;
  readonly dataFolder: string;
  readonly logFile: string;
  readonly password: string;
  readonly user: SystemUser | null;
}

/** Starts PostgreSQL on 127.0.0.1 and a free port and waits until it answers. fsync stays on, as it is by default. */
export async function runPostgres(place: PostgresPlace): Promise<RunningPostgres> {
  const port = await freePort();
  const child = await spawnPostgres(place, port);
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()));
  const urlOf = (database: string): string =>
    `postgres://${superuser}:${encodeURIComponent(place.password)}@127.0.0.1:${port}/${database}`;
  const adminUrl = urlOf('postgres');
  await untilItAnswers(adminUrl, child, place.logFile);
  return {adminUrl, urlOf, ended, stop: () => stop(place, child, ended)};
}

async function spawnPostgres(place: PostgresPlace, port: number): Promise<ChildProcess> {
  const size = await stat(place.logFile).then(
    s => s.size,
    () => 0,
  );
  const log = await open(place.logFile, size > logLimitBytes ? 'w' : 'a', 0o600);
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    lc_messages: 'C',
    // Without the rows and values that errors are about.
    log_error_verbosity: 'terse',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(place.binaries.postgres, ['-D', place.dataFolder, '-p', String(port), ...options], {
    ...place.user,
    cwd: place.dataFolder,
    stdio: ['ignore', log.fd, log.fd],
    // A group of its own: Ctrl-C reaches this server first, which then stops PostgreSQL in order.
    detached: true,
    windowsHide: true,
    env: {...process.env, LC_ALL: 'C', TZ: 'UTC'},
  });
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  const spawned = new Promise<void>(resolve => child.once('spawn', () => resolve()));
  try {
    await Promise.race([spawned, failed]);
  } catch (cause) {
    throw new CannotStart(`PostgreSQL did not start: ${String(cause)}`, {cause});
  } finally {
    await log.close();
  }
  return child;
}

async function untilItAnswers(url: string, child: ChildProcess, logFile: string): Promise<void> {
  for (const started = Date.now(); ; await wait(pollMs)) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() - started > startLimitMs) {
      child.kill('SIGINT');
      throw new CannotStart(`PostgreSQL did not start. The end of ${logFile}:\n${await lastLines(logFile)}`);
    }
    const client = new pg.Client({connectionString: url, connectionTimeoutMillis: 2_000});
    client.on('error', () => undefined);
    try {
      await client.connect();
      return;
    } catch (cause) {
      if (sqlState(cause) === wrongPassword) {
        child.kill('SIGINT');
        throw new CannotStart('The file postgres-password in DATA_DIR does not fit the database beside it.');
      }
      // Not yet: starting, or recovering after a crash.
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

async function stop(place: PostgresPlace, child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  if (process.platform === 'win32')
    await runFile(place.binaries.pgCtl, ['stop', '-D', place.dataFolder, '-m', 'fast', '-w']);
  else child.kill('SIGINT');
  // Past the limit it ends at once and recovers at the next start; nothing committed is lost.
  const limit = setTimeout(() => child.kill('SIGQUIT'), stopLimitMs);
  await ended.finally(() => clearTimeout(limit));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' ? present(address, 'address').port : 0;
      probe.close(() => resolve(port));
    });
  });
}

async function lastLines(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-12).join('\n');
}
