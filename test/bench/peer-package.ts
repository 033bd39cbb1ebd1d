import {createRequire} from 'node:module';
import {join} from 'node:path';

/**
 * A package from `test/bench/node_modules`, which `npm ci` does not install; so the compiler cannot know its types,
 * and whoever loads one says which part of its interface it uses.
 */
export function peerPackage<T>(name: string): T {
  return require(name) as T;
}

/** Bundles run from `dist/bench`; the working folder is the project's. */
const require = createRequire(join(process.cwd(), 'test/bench/package.json'));
