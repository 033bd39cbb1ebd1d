/** Root in folders that only root may enter, such as a clone under /root: everything works, and nothing is opened. */
import {execFile} from 'node:child_process';
import {chmod, cp, mkdir, mkdtemp, readFile, rm, stat, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {promisify} from 'node:util';
import pg from 'pg';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {type EmbeddedCluster, startEmbeddedCluster} from './embedded-cluster.ts';
import {findPostgresBinaries, programsIn} from './postgres-binaries.ts';
import {postgresUser} from './postgres-user.ts';
import {programsForUser} from './programs-for-user.ts';

// Databases are made and recovered here, on machines that may be busy.
vi.setConfig({testTimeout: 120_000});

const isRoot = process.getuid?.() === 0;
if (!isRoot) console.log('Not run, because only root changes users: the database in folders closed to it.');

let root: string;
let said: string[];
const homes = new Set<string>();
const running = new Set<EmbeddedCluster>();

beforeEach(async () => {
  // Not os.tmpdir(), which may be in a closed folder itself: here the closed one is the test's own.
  root = await mkdtemp('/tmp/counterfoil-closed-');
  said = [];
});
afterEach(async () => {
  for (const cluster of running) await cluster.stop();
  running.clear();
  for (const folder of [root, ...homes]) await rm(folder, {recursive: true, force: true});
  homes.clear();
});

const tell = (line: string): void => {
  said.push(line);
};

async function start(dataDir: string): Promise<EmbeddedCluster> {
  const cluster = await startEmbeddedCluster(dataDir, tell);
  homes.add(cluster.home);
  running.add(cluster);
  return cluster;
}

async function stop(cluster: EmbeddedCluster): Promise<void> {
  running.delete(cluster);
  await cluster.stop();
}

async function ask(cluster: EmbeddedCluster, statement: string): Promise<readonly unknown[]> {
  const client = new pg.Client({connectionString: cluster.adminUrl});
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}

async function processOf(cluster: EmbeddedCluster): Promise<number> {
  return Number((await readFile(join(cluster.home, 'postgres/postmaster.pid'), 'utf8')).split('\n', 1)[0]);
}

describe.runIf(isRoot)('a data folder that PostgreSQL may not enter', () => {
  test("its database is elsewhere, PostgreSQL's alone, and there again at the next start", async () => {
    const dataDir = join(root, 'data');
    const first = await start(dataDir);
    await ask(first, "create table sale as select 'R-1' as receipt");
    expect(first.home).toMatch(/^\/var\/lib\/counterfoil\/clusters\//);
    expect(said[0]).toContain(`may not enter ${root}. So the database is in ${first.home}`);
    expect(await modeOf(root)).toBe('700');
    expect(await modeOf(join(first.home, 'postgres'))).toBe('700');
    expect((await stat(join(first.home, 'postgres'))).uid).toBe((await postgresUser())?.uid);
    await stop(first);
    const second = await start(dataDir);
    expect(second.home).toBe(first.home);
    expect(await ask(second, 'select receipt from sale')).toEqual([{receipt: 'R-1'}]);
  });

  test('when its folder is deleted, the next start has an empty one', async () => {
    const dataDir = join(root, 'data');
    const first = await start(dataDir);
    await ask(first, 'create table sale (receipt text)');
    await stop(first);
    await rm(dataDir, {recursive: true});
    const second = await start(dataDir);
    expect(await ask(second, "select to_regclass('sale') as sale")).toEqual([{sale: null}]);
  });

  test('the database of a server that was killed is stopped in order, and the one that was killed recovers', async () => {
    const dataDir = join(root, 'data');
    const first = await start(dataDir);
    await ask(first, "create table sale as select 'R-1' as receipt");
    // As a dead server leaves it: its PostgreSQL running, its locks held by a process that is gone.
    for (const folder of [dataDir, first.home])
      await writeFile(join(folder, 'server.lock'), JSON.stringify({pid: 999_999_999, mark: ''}));
    const second = await start(dataDir);
    expect(said).toContain('Stopped the database of an earlier start that did not end well.');
    await first.ended;
    process.kill(await processOf(second), 'SIGKILL');
    await second.ended;
    await second.stop();
    const third = await start(dataDir);
    expect(await ask(third, 'select receipt from sale')).toEqual([{receipt: 'R-1'}]);
  });

  test('neither it nor a copy of it, which names the same database, can be started a second time', async () => {
    const dataDir = join(root, 'data');
    const first = await start(dataDir);
    await cp(dataDir, join(root, 'copy'), {recursive: true});
    await rm(join(root, 'copy/server.lock'));
    await writeFile(join(dataDir, 'server.lock'), JSON.stringify({pid: process.ppid, mark: ''}));
    await writeFile(join(first.home, 'server.lock'), JSON.stringify({pid: process.ppid, mark: ''}));
    await expect(startEmbeddedCluster(dataDir, tell)).rejects.toThrow(`${dataDir} is in use by the server`);
    await expect(startEmbeddedCluster(join(root, 'copy'), tell)).rejects.toThrow(
      `${first.home} is in use by`,
    );
    expect(await ask(first, 'select 1 as one')).toEqual([{one: 1}]);
  });

  test('data of another major version is refused by its name', async () => {
    const dataDir = join(root, 'data');
    const first = await start(dataDir);
    await stop(first);
    await writeFile(join(first.home, 'postgres/PG_VERSION'), '12\n');
    await expect(startEmbeddedCluster(dataDir, tell)).rejects.toThrow('written by PostgreSQL 12');
  });

  test('data that another user made is refused by naming them', async () => {
    await chmod(root, 0o711);
    await mkdir(join(root, 'data/postgres'), {recursive: true});
    await expect(startEmbeddedCluster(join(root, 'data'), tell)).rejects.toThrow(
      'belongs to the user with number 0',
    );
  });
});

describe.runIf(isRoot)("PostgreSQL's programs", () => {
  const installedAt = async (folder: string) => {
    const {folder: source, version} = await findPostgresBinaries();
    await cp(source, folder, {recursive: true, verbatimSymlinks: true});
    return programsIn(folder, version);
  };
  const user = async () => (await postgresUser()) ?? {uid: 0, gid: 0};

  test('are copied once to where its user can run them, and run there', async () => {
    const installed = await installedAt(join(root, 'native'));
    const shelf = await mkdtemp('/tmp/counterfoil-shelf-');
    homes.add(shelf);
    await chmod(shelf, 0o755);
    const programs = await programsForUser(installed, await user(), tell, [shelf]);
    const again = await programsForUser(installed, await user(), tell, [shelf]);
    expect(again).toEqual(programs);
    expect(programs.folder).toContain(`${shelf}/postgresql-${installed.version}-`);
    expect(said).toEqual([
      `PostgreSQL's programs were copied to ${programs.folder}, because the user "postgres" may not enter ${root}.`,
    ]);
    const {stdout} = await promisify(execFile)(programs.initdb, ['--version'], {...(await user()), cwd: '/'});
    expect(stdout).toContain(`(PostgreSQL) ${programs.major}`);
  });

  test('go to the next place when one cannot be written or entered', async () => {
    const installed = await installedAt(join(root, 'native'));
    const file = join(root, 'file');
    await writeFile(file, '');
    const shelf = await mkdtemp('/tmp/counterfoil-shelf-');
    homes.add(shelf);
    await chmod(shelf, 0o755);
    const programs = await programsForUser(installed, await user(), tell, [
      file,
      join(root, 'closed'),
      shelf,
    ]);
    expect(programs.folder.startsWith(shelf)).toBe(true);
  });

  test('that run nowhere are refused, with every place and the way out', async () => {
    const installed = await installedAt(join(root, 'native'));
    const shelf = join(root, 'closed');
    const refusal = programsForUser(installed, await user(), tell, [shelf]);
    await expect(refusal).rejects.toThrow(
      /run its programs nowhere:\n {2}.*native: .*\n {2}.*closed.*may not enter.*\nMake .* writable.*DATABASE_URL/,
    );
  });
});
