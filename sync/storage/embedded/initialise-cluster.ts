/**
 * A new database cluster: made in a folder beside its place and moved there when it is complete, so that a crash
 * leaves either none or a whole one.
 */
import {execFile} from 'node:child_process';
import {chown, mkdir, readFile, rename, rm, stat, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {promisify} from 'node:util';
import {CannotStart} from './cannot-start.ts';
import type {PostgresBinaries} from './postgres-binaries.ts';
import type {SystemUser} from './postgres-user.ts';
import {syncFolder} from './write-durably.ts';

const run = promisify(execFile);

export const superuser = 'counterfoil';

/** Makes the cluster at `place` with `password` for its one user, `counterfoil`. `place` must not exist. */
export async function initialiseCluster(
  binaries: PostgresBinaries,
  place: string,
  password: string,
  user: SystemUser | null,
): Promise<void> {
  const draft = `${place}.initialising`;
  // Beside the cluster: the folder for temporary files may be closed to `user`.
  const passwordFile = `${draft}-password`;
  await rm(passwordFile, {force: true});
  await rm(draft, {recursive: true, force: true});
  await mkdir(draft, {mode: 0o700});
  if (user !== null) await chown(draft, user.uid, user.gid);
  try {
    await writeFile(passwordFile, `${password}\n`, {mode: 0o600, flag: 'wx'});
    if (user !== null) await chown(passwordFile, user.uid, user.gid);
    await initdb(binaries, draft, passwordFile, user);
    await rename(draft, place);
    await syncFolder(dirname(place));
  } finally {
    await rm(passwordFile, {force: true});
    await rm(draft, {recursive: true, force: true});
  }
}

async function initdb(
  binaries: PostgresBinaries,
  folder: string,
  passwordFile: string,
  user: SystemUser | null,
): Promise<void> {
  const options = [
    `--pgdata=${folder}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // One sort order on every machine.
    '--locale=C',
  ];
  try {
    await run(binaries.initdb, options, {
      ...user,
      cwd: folder,
      env: {...process.env, LC_ALL: 'C', TZ: 'UTC'},
    });
  } catch (cause) {
    const output = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : String(cause);
    throw new CannotStart(`The database could not be created in ${folder}: ${output}`, {cause});
  }
}

/** @throws CannotStart when the data of `place` was written by another major version of PostgreSQL. */
export async function assertSameMajor(binaries: PostgresBinaries, place: string): Promise<void> {
  const major = Number.parseInt(await readFile(join(place, 'PG_VERSION'), 'utf8'), 10);
  if (major === binaries.major) return;
  throw new CannotStart(
    `The data in ${place} was written by PostgreSQL ${major}; this version of Counterfoil brings ${binaries.major}. ` +
      `Start the version that wrote it, move the data with pg_dump to a PostgreSQL ${binaries.major} server, ` +
      'and set DATABASE_URL to that; or set DATA_DIR to an empty folder to begin anew.',
  );
}

/** @throws CannotStart when another user made the cluster: PostgreSQL runs only on its own user's data. */
export async function assertOwnedBy(user: SystemUser | null, place: string): Promise<void> {
  const {uid} = await stat(place);
  const me = user?.uid ?? process.getuid?.();
  if (me === undefined || uid === me) return;
  throw new CannotStart(
    `The database in ${place} belongs to the user with number ${uid}, and PostgreSQL would run as number ${me} here. ` +
      `Start the server as the user who made it${user === null ? ' (root, perhaps)' : ''}, or with another DATA_DIR.`,
  );
}
