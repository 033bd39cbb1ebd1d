/**
 * A folder of ours, copied to where every user of this machine can read it. Its name ends in the id of its content,
 * so that a copy is used again as long as it is right and never by a version it does not fit.
 *
 * Always true: under its name there is a whole copy or a damaged one that the next call replaces, never one under way;
 * only its maker can write to it. Nothing else changes its permissions.
 */
import {randomBytes} from 'node:crypto';
import {chmod, cp, lstat, readdir, rename, rm} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import {folderContentId, isProgram} from './folder-content.ts';
import {makeFolder} from './make-folder.ts';
import {isRunning} from './process-mark.ts';

export interface SharedFolder {
  readonly path: string;
  /** Whether it had to be copied now. */
  readonly copied: boolean;
}

/**
 * Brings `source` to `<shelf>/<name>-<content id>`.
 * @throws Error when the shelf cannot be written, or somebody else holds the name.
 */
export async function shareFolder(source: string, shelf: string, name: string): Promise<SharedFolder> {
  const id = await folderContentId(source);
  const path = join(shelf, `${name}-${id}`);
  if (await isWhole(path, id)) return {path, copied: false};
  await makeFolder(shelf, 0o755);
  await removeAbandoned(path);
  const draft = `${path}.draft-${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    await cp(source, draft, {recursive: true, verbatimSymlinks: true});
    await letEveryoneRead(draft);
    await putInPlace(draft, path, id);
  } finally {
    await rm(draft, {recursive: true, force: true});
  }
  return {path, copied: true};
}

/** @throws Error when the name is taken by somebody who could change what we would run. */
async function isWhole(path: string, id: string): Promise<boolean> {
  const found = await lstat(path).catch(() => null);
  if (found === null) return false;
  const ours = found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
  if (!ours) throw new Error(`${path} can be changed by another user`);
  return (await folderContentId(path).catch(() => '')) === id;
}

/** Drafts whose makers are gone. */
async function removeAbandoned(path: string): Promise<void> {
  const start = `${basename(path)}.draft-`;
  for (const name of await readdir(dirname(path))) {
    if (!name.startsWith(start) || isRunning(Number.parseInt(name.slice(start.length), 10))) continue;
    await rm(join(dirname(path), name), {recursive: true, force: true});
  }
}

/** Links stay as they are: they are relative, within the folder. */
async function letEveryoneRead(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, {recursive: true, withFileTypes: true})) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    const open = entry.isDirectory() || isProgram((await lstat(path)).mode);
    await chmod(path, open ? 0o755 : 0o644);
  }
}

async function putInPlace(draft: string, path: string, id: string): Promise<void> {
  if (await move(draft, path)) return;
  // Another server was faster, or what is there is damaged.
  if (await isWhole(path, id)) return;
  const aside = `${draft}-replaced`;
  await move(path, aside);
  await rename(draft, path);
  await rm(aside, {recursive: true, force: true});
}

/** False when the name is taken, or nothing is there to move. */
async function move(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'ENOENT') return false;
    throw error;
  }
}
