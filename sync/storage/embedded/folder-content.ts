import {createHash} from 'node:crypto';
import {readdir, readFile, readlink, stat} from 'node:fs/promises';
import {join, relative} from 'node:path';

const idLength = 16;

/**
 * An id of what is in `folder`: every path, every file's bytes and whether it can be run, every link's target. Equal
 * for a faithful copy, whatever its owner and the permissions of others.
 */
export async function folderContentId(folder: string): Promise<string> {
  const entries = await readdir(folder, {recursive: true, withFileTypes: true});
  const paths = entries.map(entry => ({entry, path: join(entry.parentPath, entry.name)}));
  paths.sort((a, b) => (a.path < b.path ? -1 : 1));
  const hash = createHash('sha256');
  for (const {entry, path} of paths) {
    hash.update(`\0${relative(folder, path)}\0`);
    if (entry.isSymbolicLink()) hash.update(`link ${await readlink(path)}`);
    if (entry.isDirectory()) hash.update('folder');
    if (entry.isFile()) hash.update(await fileDigest(path));
  }
  return hash.digest('hex').slice(0, idLength);
}

async function fileDigest(path: string): Promise<string> {
  const [{mode}, bytes] = await Promise.all([stat(path), readFile(path)]);
  const kind = isProgram(mode) ? 'program' : 'file';
  return `${kind} ${createHash('sha256').update(bytes).digest('hex')}`;
}

/** By its owner's permission: the only one that an installation under a strict umask leaves. */
export function isProgram(mode: number): boolean {
  return (mode & 0o100) !== 0;
}
