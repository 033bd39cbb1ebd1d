import {chmod, mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

export interface TemporaryFolder {
  readonly path: string;
  remove(): Promise<void>;
}

/** A folder for one run. Others may pass through: as root, PostgreSQL runs as another user. */
export async function temporaryFolder(): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), 'counterfoil-'));
  await chmod(path, 0o711);
  return {path, remove: () => rm(path, {recursive: true, force: true})};
}
