/**
 * Where the database of a data folder lives: in the data folder itself, or, where the user that PostgreSQL runs as may
 * not enter that, in a folder of the machine's, which a small file in the data folder names. Whoever deletes the data
 * folder deletes that name, and gets a new database.
 *
 * Always true: nobody's permissions are loosened; data that exists is used or named in a refusal, never passed over.
 */
import {randomBytes} from 'node:crypto';
import {readdir, readFile, stat, writeFile} from 'node:fs/promises';
import {isAbsolute, join} from 'node:path';
import {CannotStart} from './cannot-start.ts';
import {machineFolder} from './machine-folder.ts';
import {makeFolder} from './make-folder.ts';
import {closedFolder, type SystemUser} from './postgres-user.ts';
import {writeDurably} from './write-durably.ts';

export interface ClusterHome {
  /** Holds the folder `postgres`, and nothing of the user's when it is not the data folder. */
  readonly folder: string;
  readonly isDataFolder: boolean;
  /** Made by this call: to be remembered with `rememberHome` once there is a whole cluster in it. */
  readonly isNew: boolean;
}

/** In a home outside its data folder: which one it is of. */
const ownerFile = 'belongs-to';

const otherRemedies =
  'start the server as an ordinary user, or set DATABASE_URL to a PostgreSQL server of your own.';

/**
 * Finds the home of the data folder's cluster, or makes one; `tell` gets a line when it is elsewhere.
 * @throws CannotStart when it is gone, or when there is nowhere to make one.
 */
export async function findClusterHome(
  dataDir: string,
  user: SystemUser | null,
  tell: (line: string) => void,
  machine = machineFolder,
): Promise<ClusterHome> {
  const remembered = await readPointer(dataDir);
  if (remembered !== null) {
    await assertIsThere(dataDir, remembered);
    tell(`The database is in ${remembered}, which ${pointerOf(dataDir)} names.`);
    return {folder: remembered, isDataFolder: false, isNew: false};
  }
  const closed = user === null ? null : await closedFolder(dataDir, user);
  if (user === null || closed === null) return {folder: dataDir, isDataFolder: true, isNew: false};
  await assertNothingToPassOver(dataDir, closed);
  const earlier = await homesOf(dataDir, machine);
  const folder = await makeHome(dataDir, closed, user, machine);
  tell(
    `As root, PostgreSQL runs as the system user "postgres", which may not enter ${closed}. ` +
      `So the database is in ${folder}, which ${pointerOf(dataDir)} names.`,
  );
  if (earlier.length > 0)
    tell(`Earlier databases of this folder, to be deleted if not needed: ${earlier.join(', ')}`);
  return {folder, isDataFolder: false, isNew: true};
}

/** Left behind when the data folder was deleted. They may hold what somebody misses, or what nobody should keep. */
async function homesOf(dataDir: string, machine: string): Promise<string[]> {
  const clusters = join(machine, 'clusters');
  const homes = (await readdir(clusters).catch(() => [])).map(id => join(clusters, id));
  const owners = await Promise.all(
    homes.map(home => readFile(join(home, ownerFile), 'utf8').catch(() => '')),
  );
  return homes.filter((_, at) => owners[at]?.trim() === dataDir);
}

/** From now on the data folder's cluster is the one in `folder`: on disk when this returns. */
export function rememberHome(dataDir: string, folder: string): Promise<void> {
  return writeDurably(pointerOf(dataDir), `${folder}\n`);
}

function pointerOf(dataDir: string): string {
  return join(dataDir, 'postgres-folder');
}

async function readPointer(dataDir: string): Promise<string | null> {
  const text = await readFile(pointerOf(dataDir), 'utf8').catch(() => null);
  if (text === null) return null;
  const folder = text.trim();
  if (isAbsolute(folder)) return folder;
  throw new CannotStart(
    `${pointerOf(dataDir)} should hold one line, the folder of the database, and does not. ` +
      'Correct it, or delete it to begin with an empty database.',
  );
}

async function assertIsThere(dataDir: string, folder: string): Promise<void> {
  const code = await stat(join(folder, 'postgres', 'PG_VERSION')).then(
    () => null,
    (error: NodeJS.ErrnoException) => error.code ?? error.message,
  );
  if (code === null) return;
  if (code === 'EACCES') {
    throw new CannotStart(
      `The database of ${dataDir} is in ${folder}, made when root started the server. ` +
        'Start it as root again, or set DATA_DIR to an empty folder to begin anew.',
    );
  }
  throw new CannotStart(
    `${pointerOf(dataDir)} names ${folder} as the folder of the database, and there is none in it (${code}). ` +
      `Bring that folder back, or delete ${pointerOf(dataDir)} to begin with an empty database.`,
  );
}

async function assertNothingToPassOver(dataDir: string, closed: string): Promise<void> {
  const place = join(dataDir, 'postgres');
  const found = await stat(place).catch(() => null);
  if (found === null) return;
  throw new CannotStart(
    `There is a database in ${place}, and as root PostgreSQL runs as the system user "postgres", which may not ` +
      `enter ${closed}. Move ${dataDir} where it may (for example to /srv) and set DATA_DIR to that; or ${otherRemedies}`,
  );
}

/** Root's own, so that PostgreSQL's user cannot exchange what root works on; the cluster in it is that user's alone. */
async function makeHome(dataDir: string, closed: string, user: SystemUser, machine: string): Promise<string> {
  const folder = join(machine, 'clusters', randomBytes(8).toString('hex'));
  try {
    await makeFolder(machine, 0o755);
    await makeFolder(join(machine, 'clusters'), 0o711);
    await makeFolder(folder, 0o711);
    await writeFile(join(folder, ownerFile), `${dataDir}\n`, {mode: 0o600});
    const stillClosed = await closedFolder(folder, user);
    if (stillClosed === null) return folder;
    throw new Error(`that user may not enter ${stillClosed}`);
  } catch (cause) {
    throw new CannotStart(
      `As root, PostgreSQL runs as the system user "postgres". It may not enter ${closed}, and its database cannot ` +
        `be in ${machine} instead: ${cause instanceof Error ? cause.message : String(cause)}. ` +
        `Set DATA_DIR to a folder that everyone may enter (for example /srv/counterfoil); or ${otherRemedies}`,
      {cause},
    );
  }
}
