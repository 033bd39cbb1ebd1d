import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

/** The Electron executable, when it is there. Never by requiring the package: that starts a download. */
export function electronBinary(projectRoot: string): string | undefined {
  const folder = join(projectRoot, 'node_modules/electron');
  const marker = join(folder, 'path.txt');
  if (!existsSync(marker)) return undefined;
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] || join(folder, 'dist');
  const binary = join(dist, readFileSync(marker, 'utf8').trim());
  return existsSync(binary) ? binary : undefined;
}
