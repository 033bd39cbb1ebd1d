/** The server as people run it: a process, its data folder, its signals, and what it says when it cannot start. */
import {mkdtemp, readFile, readlink, rm, stat, writeFile} from 'node:fs/promises';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, beforeEach, describe, expect, test, vi} from 'vitest';
import {buildStaleBundles} from '../../scripts/bundles.ts';
import {endServer, freePort, type ServerProcess, spawnServer, startedServer} from './server-process.ts';

// Processes start and recover databases here, on machines that may be busy.
vi.setConfig({testTimeout: 120_000});

const folders: string[] = [];
const running = new Set<ServerProcess>();
let dataDir: string;

beforeAll(() => buildStaleBundles(['sync']));
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'counterfoil-process-'));
  folders.push(dataDir);
});
afterAll(async () => {
  for (const server of running) await endServer(server, 'SIGTERM');
  for (const folder of folders) {
    const home = await homeOf(folder);
    await endOrphan(home);
    for (const path of [home, folder]) await rm(path, {recursive: true, force: true});
  }
});

async function start(args: readonly string[] = [], more: Readonly<Record<string, string>> = {}) {
  const server = await startedServer({DATA_DIR: dataDir, ...more}, args);
  running.add(server);
  void server.exited.then(() => running.delete(server));
  return server;
}

/** Where the database is. For root it is not in the folder, which only root may enter. */
async function homeOf(folder: string): Promise<string> {
  const elsewhere = await readFile(join(folder, 'postgres-folder'), 'utf8').catch(() => folder);
  return elsewhere.trim();
}

async function databaseProcess(folder: string): Promise<number> {
  const text = await readFile(join(await homeOf(folder), 'postgres/postmaster.pid'), 'utf8').catch(() => '');
  return Number(text.split('\n', 1)[0]);
}

/** A database that a killed server of this test left running. */
async function endOrphan(home: string): Promise<void> {
  const pid = await databaseProcess(home);
  const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => null);
  if (cwd === join(home, 'postgres')) process.kill(pid, 'SIGQUIT');
}

interface Keys {
  readonly id: string;
  readonly token: string;
  readonly enrolmentCode: string;
}

/** The management key and the enrolment code as they were printed. */
function printed(server: ServerProcess): Keys {
  const found = /X-Management-Id (\S+) +X-Management-Token (\S+)[\s\S]*enrolment code ([A-Z0-9-]+)/.exec(
    server.output(),
  );
  const [, id = '', token = '', enrolmentCode = ''] = found ?? [];
  return {id, token, enrolmentCode};
}

async function tills(
  server: ServerProcess,
  {id, token}: Keys,
): Promise<readonly {name: string; status: string}[]> {
  const answer = await fetch(`${server.address}/sync/v1/admin/tills`, {
    headers: {'x-management-id': id, 'x-management-token': token},
  });
  const body = (await answer.json()) as {tills: {name: string; status: string}[]};
  return body.tills;
}

async function enrol(server: ServerProcess, code: string): Promise<number> {
  const answer = await fetch(`${server.address}/sync/v1/enrol`, {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify({
      protocol: 1,
      code,
      nonce: 'nonce-of-the-process-test',
      shell: 'browser',
      journal: 'none',
    }),
  });
  return answer.status;
}

test('the first start prints keys once; after SIGTERM and exit code 0 everything is there again', async () => {
  const first = await start();
  const keys = printed(first);
  expect(await enrol(first, keys.enrolmentCode)).toBe(200);
  expect(await endServer(first, 'SIGTERM')).toBe(0);
  expect(first.output()).toContain('Stopped. Everything is saved.');
  const second = await start();
  expect(second.output()).not.toContain('X-Management-Token');
  expect(await tills(second, keys)).toMatchObject([{name: 'Till 1', status: 'active'}]);
  expect(await endServer(second, 'SIGINT')).toBe(0);
});

test('after kill -9 the next start adopts the folder, and nothing that was answered is lost', async () => {
  const first = await start();
  const keys = printed(first);
  expect(await enrol(first, keys.enrolmentCode)).toBe(200);
  await endServer(first, 'SIGKILL');
  const second = await start();
  expect(second.output()).toContain('Stopped the database of an earlier start');
  expect(await tills(second, keys)).toMatchObject([{name: 'Till 1', status: 'active'}]);
  expect(await endServer(second, 'SIGTERM')).toBe(0);
});

test('when the database was killed too, it recovers', async () => {
  const first = await start();
  const keys = printed(first);
  await enrol(first, keys.enrolmentCode);
  const pid = await databaseProcess(dataDir);
  first.child.kill('SIGKILL');
  process.kill(pid, 'SIGKILL');
  await first.exited;
  const second = await start();
  expect(await tills(second, keys)).toMatchObject([{status: 'active'}]);
});

test('when only the database ends, the server says so and does not stay half alive', async () => {
  const server = await start();
  const pid = await databaseProcess(dataDir);
  process.kill(pid, 'SIGINT');
  expect(await server.exited).toBe(1);
  expect(server.output()).toContain('The database ended by itself');
});

test('secrets are readable by their owner only, and the PIN and keys are in no file', async () => {
  const server = await start();
  const password = join(dataDir, 'postgres-password');
  expect((await stat(password)).mode & 0o077).toBe(0);
  expect((await stat(join(await homeOf(dataDir), 'postgres'))).mode & 0o077).toBe(0);
  const log = await readFile(join(dataDir, 'postgres.log'), 'utf8');
  expect(log).not.toContain(printed(server).token);
  expect(log).not.toContain((await readFile(password, 'utf8')).trim());
});

describe('a server that cannot start says why, and exits with 1', () => {
  async function failing(environment: Readonly<Record<string, string>>, args: readonly string[] = []) {
    const server = await spawnServer({DATA_DIR: dataDir, ...environment}, args);
    return {code: await server.exited, output: server.output()};
  }

  test('the port is taken', async () => {
    const port = await freePort();
    const blocker = createServer().listen(port, '127.0.0.1');
    const {code, output} = await failing({PORT: String(port)});
    blocker.close();
    expect([code, output]).toEqual([
      1,
      `Port ${port} is in use. Stop what runs there, or choose another: PORT=${port + 1}\n`,
    ]);
  });

  test('the database of DATABASE_URL is down: host and port, never the password', async () => {
    const {code, output} = await failing({DATABASE_URL: 'postgres://shop:s3cr3t@127.0.0.1:1/shop'});
    expect(code).toBe(1);
    expect(output).toContain('The database server at 127.0.0.1:1 does not answer');
    expect(output).not.toContain('s3cr3t');
  });

  test('another server has the data folder', async () => {
    const server = await start();
    const {code, output} = await failing({});
    expect(code).toBe(1);
    expect(output).toContain(`in use by the server with process number ${server.child.pid}`);
    expect((await fetch(`${server.address}/sync/v1/health`)).status).toBe(200);
  });

  test('the demo would listen for others', async () => {
    const {code, output} = await failing({HOST: '0.0.0.0'}, ['--demo']);
    expect([code, output.includes('this machine only')]).toEqual([1, true]);
  });

  test('the data folder holds a project of its own and the demo was asked for', async () => {
    const server = await start();
    await endServer(server, 'SIGTERM');
    const {code, output} = await failing({}, ['--demo']);
    expect([code, output.includes('not the demo shop')]).toEqual([1, true]);
  });

  test('another major version wrote the data', async () => {
    const server = await start();
    await endServer(server, 'SIGTERM');
    await writeFile(join(await homeOf(dataDir), 'postgres/PG_VERSION'), '12\n');
    const {code, output} = await failing({});
    expect([code, output.includes('written by PostgreSQL 12')]).toEqual([1, true]);
  });

  test('an option it does not have', async () => {
    const {code, output} = await failing({}, ['--verbose']);
    expect([code, output]).toEqual([1, 'Unknown option --verbose. There is one: --demo\n']);
  });
});
