/**
 * PostgreSQL's own benchmark on the same server, fsync on: its TPC-B-like transaction (three updates, a select and an
 * insert between begin and end), 16 clients, at a scale where they do not stand in each other's way.
 */
import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import {createDatabase} from '../../postgres/create-database.ts';
import type {OutdoorSide} from '../outdoor-side.ts';
import {clients} from './clients.ts';
import {benchCluster} from './redeem-ground.ts';

const run = promisify(execFile);

export async function pgbench(): Promise<OutdoorSide> {
  const {cluster, close} = await benchCluster();
  const url = new URL(cluster.urlOf('pgbench'));
  const env = {...process.env, PGPASSWORD: decodeURIComponent(url.password)};
  const where = ['-h', url.hostname, '-p', url.port, '-U', url.username];
  const ask = (args: readonly string[]) => run('pgbench', [...where, ...args, 'pgbench'], {env});
  await createDatabase(cluster.adminUrl, 'pgbench', undefined);
  try {
    await ask(['-i', '-q', '-s', String(clients)]);
  } catch (cause) {
    await close();
    throw new Error(`Error: pgbench cannot be run here (Debian: postgresql-contrib): ${String(cause)}`, {
      cause,
    });
  }
  return {
    answers: async () => 'every one kept once',
    time: async forMs => {
      const seconds = String(Math.max(1, Math.round(forMs / 1_000)));
      const {stdout} = await ask(['-c', String(clients), '-j', '2', '-T', seconds, '-n', '-M', 'prepared']);
      const perSecond = Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
      const waitedMs = Number(/latency average = ([\d.]+) ms/.exec(stdout)?.[1]);
      return {medianMicros: 1_000_000 / perSecond, p95Micros: waitedMs * 1_000};
    },
    close,
  };
}
