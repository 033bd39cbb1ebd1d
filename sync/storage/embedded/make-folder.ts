import {chmod, mkdir} from 'node:fs/promises';

/** Makes `path` with this mode whatever the umask; a folder that is there stays as it is. Its parent must exist. */
export async function makeFolder(path: string, mode: number): Promise<void> {
  try {
    await mkdir(path);
    await chmod(path, mode);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
