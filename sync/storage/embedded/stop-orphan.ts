/**
 * After a crash of this server its PostgreSQL may still run. It is stopped in order before a new one starts, but
 * only when it is proven to be the one of this folder; `postmaster.pid` itself is PostgreSQL's to remove.
 */
import {readdir, readFile, readlink, realpath} from 'node:fs/promises';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import pg from 'pg';
import {CannotStart} from './cannot-start.ts';
import {superuser} from './initialise-cluster.ts';
import {isRunning} from './process-mark.ts';

const stopLimitMs = 30_000;
const pollMs = 20;

/** Answers whether one had to be stopped. */
export async function stopOrphan(place: string, password: string): Promise<boolean> {
  const text = await readFile(join(place, 'postmaster.pid'), 'utf8').catch(() => null);
  if (text === null) return false;
  const [pidLine, , , portLine] = text.split('\n');
  const pid = Number(pidLine);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  const ours = isRunning(pid) && (await isOurs(place, pid, Number(portLine), password));
  if (ours) process.kill(pid, 'SIGINT');
  await untilGone(place, pid, ours);
  return ours;
}

/** Waits for a stopped one, and for what a killed one leaves behind: its own entry until it is reaped, its children. */
async function untilGone(place: string, pid: number, stopped: boolean): Promise<void> {
  const folder = await realpath(place);
  for (const started = Date.now(); ; await wait(pollMs)) {
    const alive = (stopped && isRunning(pid)) || (await isZombie(pid)) || (await someoneIn(folder));
    if (!alive) return;
    if (Date.now() - started > stopLimitMs)
      throw new CannotStart(
        `PostgreSQL of an earlier start (process ${pid}) does not end. End it and start again.`,
      );
  }
}

/** Ended, but not yet taken note of by its parent; PostgreSQL takes it for running. */
async function isZombie(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
}

/** Whether a process works in the data folder, as every PostgreSQL process of it does (where /proc tells). */
async function someoneIn(folder: string): Promise<boolean> {
  const entries = await readdir('/proc').catch(() => []);
  const pids = entries.filter(entry => /^\d+$/.test(entry));
  const folders = await Promise.all(pids.map(pid => readlink(`/proc/${pid}/cwd`).catch(() => null)));
  return folders.includes(folder);
}

/** By its working folder, which PostgreSQL sets to its data; where that cannot be read, by asking it. */
async function isOurs(place: string, pid: number, port: number, password: string): Promise<boolean> {
  const folder = await realpath(place);
  const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => null);
  if (cwd !== null) return cwd === folder;
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: superuser,
    password,
    database: 'postgres',
    connectionTimeoutMillis: 3_000,
  });
  try {
    await client.connect();
    const {rows} = await client.query<{data_directory: string}>('show data_directory');
    return (await realpath(rows[0]?.data_directory ?? '')) === folder;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
