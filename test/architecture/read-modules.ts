import {readdirSync, readFileSync} from 'node:fs';
import {join, sep} from 'node:path';
import type {Module} from './module.ts';
import {scanModule} from './scan-module.ts';

const sourceFolders = ['main', 'renderer', 'scripts', 'shared', 'sync', 'test'];

/** Every TypeScript file of the repository, parsed. What others wrote (the peers of the benchmarks) is not ours. */
export function readModules(root: string): readonly Module[] {
  return sourceFolders
    .flatMap(folder => filesUnder(join(root, folder)))
    .filter(file => /\.tsx?$/.test(file))
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

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, {withFileTypes: true}).flatMap(entry => {
    if (entry.name === 'node_modules') return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}
