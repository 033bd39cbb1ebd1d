/**
 * PostgreSQL refuses to run as root. Started as root (a container, say) the server runs it as the system user
 * `postgres`, made on demand; started by anyone else it runs as that user.
 */
import {execFile} from 'node:child_process';
import {realpath, stat} from 'node:fs/promises';
import {dirname} from 'node:path';
import {promisify} from 'node:util';
import {CannotStart} from './cannot-start.ts';

const run = promisify(execFile);

export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/** The user to switch to, or null to stay who we are. */
export async function postgresUser(): Promise<SystemUser | null> {
  if (process.getuid?.() !== 0) return null;
  return (await lookUp()) ?? (await create());
}

async function lookUp(): Promise<SystemUser | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])]);
    return {uid: Number(uid.stdout), gid: Number(gid.stdout)};
  } catch {
    return null;
  }
}

async function create(): Promise<SystemUser> {
  try {
    await run('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      'postgres',
    ]);
  } catch {
    // Alpine and BusyBox have adduser only.
    await run('adduser', ['-S', '-D', '-H', '-s', '/sbin/nologin', 'postgres']).catch(() => undefined);
  }
  const user = await lookUp();
  if (user !== null) return user;
  throw new CannotStart(
    'PostgreSQL does not run as root, and a system user "postgres" could not be made. ' +
      'Start the server as an ordinary user, or set DATABASE_URL to a PostgreSQL server of your own.',
  );
}

/** The first folder on the way to `path`, itself included, that `user` may not enter; null when it may enter all. */
export async function closedFolder(path: string, user: SystemUser): Promise<string | null> {
  const folders: string[] = [];
  for (let folder = await realpath(path); ; folder = dirname(folder)) {
    folders.unshift(folder);
    if (folder === dirname(folder)) break;
  }
  for (const folder of folders) {
    const {uid, gid, mode} = await stat(folder);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return folder;
  }
  return null;
}
