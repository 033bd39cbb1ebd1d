/**
 * The server of the torture: the built server process with the embedded PostgreSQL, on a port and in a data folder of
 * its own. Either process may be killed at any moment; `up` brings back what is down, as a supervisor would.
 */
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import pg from 'pg';
import {type ServerProcess, startServer} from '../../scripts/demo/server-process.ts';

export interface ServerMachine {
  /** Without a slash at the end; not through the cable. */
  readonly address: string;
  /** Starts it unless it runs. */
  up(): Promise<void>;
  kill(): Promise<void>;
  /** Process number of PostgreSQL's first process. */
  databaseProcess(): Promise<number>;
  /** kill -9 of PostgreSQL's first process. The server ends by itself then. */
  killDatabase(): Promise<void>;
  stop(): Promise<void>;
  /** Rows of one statement, on a connection of its own to the real database. */
  rows<Row extends object>(statement: string, values?: readonly unknown[]): Promise<readonly Row[]>;
}

interface ServerMachinePlace {
  readonly port: number;
  readonly dataDir: string;
  readonly logFile: string;
}

const startTries = 3;

export function serverMachine(place: ServerMachinePlace): ServerMachine {
  let running: ServerProcess | null = null;

  async function start(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const started = await startServer(place);
        running = started;
        void started.ended.then(() => {
          if (running === started) running = null;
        });
        return;
      } catch (cause) {
        if (attempt >= startTries) throw cause;
        await wait(500);
      }
    }
  }
  return {
    address: `http://127.0.0.1:${place.port}`,
    async up() {
      if (running === null) await start();
    },
    async kill() {
      const dying = running;
      running = null;
      await dying?.kill();
    },
    databaseProcess: async () => (await postmaster(place.dataDir)).pid,
    async killDatabase() {
      const {pid} = await postmaster(place.dataDir);
      process.kill(pid, 'SIGKILL');
      await running?.ended;
      running = null;
    },
    async stop() {
      const stopping = running;
      running = null;
      await stopping?.stop();
    },
    async rows<Row extends object>(statement: string, values: readonly unknown[] = []) {
      const client = await connect(place.dataDir);
      try {
        return (await client.query<Row>(statement, [...values])).rows;
      } finally {
        await client.end();
      }
    },
  };
}

async function connect(dataDir: string): Promise<pg.Client> {
  const {port} = await postmaster(dataDir);
  const password = (await readFile(join(dataDir, 'postgres-password'), 'utf8')).trim();
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'counterfoil',
    password,
    database: 'counterfoil',
    types: {getTypeParser: parserOf},
  });
  await client.connect();
  return client;
}

const int8Oid = 20;

function parserOf(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  return oid === int8Oid ? Number : (pg.types.getTypeParser(oid, format) as (text: string) => unknown);
}

/** By PostgreSQL's own note: process number in the first line, port in the fourth. */
async function postmaster(dataDir: string): Promise<{readonly pid: number; readonly port: number}> {
  const elsewhere = await readFile(join(dataDir, 'postgres-folder'), 'utf8').catch(() => dataDir);
  const note = await readFile(join(elsewhere.trim(), 'postgres', 'postmaster.pid'), 'utf8');
  const [pid, , , port] = note.split('\n').map(Number);
  if (pid === undefined || port === undefined || !(pid > 0)) throw new Error('postmaster.pid says nothing');
  return {pid, port};
}
