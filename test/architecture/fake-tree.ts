import type {Module} from './module.ts';
import {scanModule} from './scan-module.ts';

/** A small source tree for trying a rule on: path → text. */
export function fakeTree(files: Readonly<Record<string, string>>): readonly Module[] {
  return Object.entries(files).map(([path, text]) => scanModule(path, text));
}
