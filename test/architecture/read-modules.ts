import {readdirSync, readFileSync} from 'node:fs';
import {join, sep} from 'node:path';
import type {Module} from './module.ts';
import {scanModule} from './scan-module.ts';

const sourceFolders = ['main', 'renderer', 'scripts', 'shared', 'sync', 'test'];

/** Every TypeScript file of the repository, parsed. */
export function readModules(root: string): readonly Module[] {
  return sourceFolders
    .flatMap(folder => readdirSync(join(root, folder), {recursive: true, withFileTypes: true}))
    .filter(entry => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .map(file =>
      scanModule(
        file
          .slice(root.length + 1)
          .split(sep)
          .join('/'),
        readFileSync(file, 'utf8'),
      ),
    );
}
