import {chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {findClusterHome, rememberHome} from './cluster-home.ts';

/** Some user who is neither root nor the one who runs the tests. */
const postgres = {uid: 64_999, gid: 64_999};

let root: string;
let dataDir: string;
let machine: string;
let said: string[];

beforeEach(async () => {
  // Not os.tmpdir(): that may be closed to others, and here it is the test that closes a folder.
  root = await mkdtemp('/tmp/cluster-home-');
  await chmod(root, 0o711);
  dataDir = join(root, 'closed/data');
  machine = join(root, 'machine');
  said = [];
  await mkdir(dataDir, {recursive: true});
  await chmod(dataDir, 0o711);
  await chmod(join(root, 'closed'), 0o700);
});
afterEach(() => rm(root, {recursive: true, force: true}));

const find = (user: typeof postgres | null = postgres) =>
  findClusterHome(dataDir, user, line => said.push(line), machine);

/** As a start does it: a cluster, then its name. */
async function made() {
  const home = await find();
  await mkdir(join(home.folder, 'postgres'));
  await writeFile(join(home.folder, 'postgres/PG_VERSION'), '18\n');
  await rememberHome(dataDir, home.folder);
  said = [];
  return home.folder;
}

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}

describe('the database is in the data folder', () => {
  test('where PostgreSQL runs as whoever started the server', async () => {
    expect(await find(null)).toEqual({folder: dataDir, isDataFolder: true, isNew: false});
    expect(said).toEqual([]);
  });

  test('where its user may enter', async () => {
    await chmod(join(root, 'closed'), 0o711);
    expect(await find()).toEqual({folder: dataDir, isDataFolder: true, isNew: false});
  });
});

describe("where its user may not enter, the database is in a folder of the machine's", () => {
  test('one line says where and why, and no permission of the user changes', async () => {
    const home = await find();
    expect(home).toMatchObject({isDataFolder: false, isNew: true});
    expect(home.folder).toMatch(/\/machine\/clusters\/[0-9a-f]{16}$/);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(`may not enter ${join(root, 'closed')}`);
    expect(said[0]).toContain(home.folder);
    expect(await modeOf(join(root, 'closed'))).toBe('700');
    expect([await modeOf(machine), await modeOf(home.folder)]).toEqual(['755', '711']);
  });

  test('the next start finds it by the name in the data folder', async () => {
    const folder = await made();
    expect(await readFile(join(dataDir, 'postgres-folder'), 'utf8')).toBe(`${folder}\n`);
    expect(await find()).toEqual({folder, isDataFolder: false, isNew: false});
    expect(said).toEqual([`The database is in ${folder}, which ${dataDir}/postgres-folder names.`]);
  });

  test('also when the data folder was opened in the meantime', async () => {
    const folder = await made();
    await chmod(join(root, 'closed'), 0o755);
    expect(await find()).toMatchObject({folder});
  });

  test('a start that was cut off before there was a whole database begins anew', async () => {
    const {folder} = await find();
    const again = await find();
    expect(again.isNew).toBe(true);
    expect(again.folder).not.toBe(folder);
  });

  test('without the data folder there is a new database, and the old one is told of', async () => {
    const before = await made();
    await rm(dataDir, {recursive: true});
    await mkdir(dataDir);
    const home = await find();
    expect(home.isNew).toBe(true);
    expect(home.folder).not.toBe(before);
    expect(said[1]).toContain(`to be deleted if not needed: ${before}`);
  });
});

describe('it refuses, with the way out', () => {
  test('a name that leads nowhere', async () => {
    const folder = await made();
    await rm(folder, {recursive: true});
    await expect(find()).rejects.toThrow(
      `names ${folder} as the folder of the database, and there is none in it (ENOENT). Bring that folder back, ` +
        `or delete ${dataDir}/postgres-folder to begin with an empty database.`,
    );
  });

  test('a name that is none', async () => {
    await writeFile(join(dataDir, 'postgres-folder'), '');
    await expect(find()).rejects.toThrow('should hold one line');
  });

  test('a database in a data folder that its user may not enter: it is not passed over', async () => {
    await mkdir(join(dataDir, 'postgres'));
    await expect(find()).rejects.toThrow(`Move ${dataDir} where it may`);
  });

  test("when the machine's folder cannot be made", async () => {
    await writeFile(machine, 'a file is in the way');
    await expect(find()).rejects.toThrow(/Set DATA_DIR to a folder that everyone may enter .*DATABASE_URL/);
  });

  test("when the machine's folder is closed too", async () => {
    await mkdir(machine, {mode: 0o700});
    await expect(find()).rejects.toThrow(`that user may not enter ${machine}`);
    expect(await modeOf(machine)).toBe('700');
  });
});
