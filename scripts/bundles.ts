/**
 * The four bundles, and whether each still matches its sources. A bundle is up to date when the fingerprint
 * written after its last build equals that of the sources now; file times are not trusted.
 */
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {InlineConfig} from 'vite';

export const projectRoot = join(import.meta.dirname, '..');

export type BundleName = 'renderer' | 'main' | 'preload' | 'sync';

/** In build order: main empties the folder that preload then adds to. */
export const bundleNames: readonly BundleName[] = ['renderer', 'main', 'preload', 'sync'];

type Bundle = {readonly output: string; readonly sources: readonly string[]; readonly config: InlineConfig};

const rendererConfig = ['vite.config.ts', 'scripts/service-worker.js', 'scripts/service-worker-plugin.ts'];
const everyBundle = ['shared', 'package.json', 'package-lock.json', 'tsconfig.base.json'];

const bundles: Readonly<Record<BundleName, Bundle>> = {
  renderer: {
    output: 'dist/renderer/index.html',
    sources: ['renderer', ...rendererConfig, 'scripts/web-app-manifest.ts', ...everyBundle],
    config: {configFile: join(projectRoot, 'vite.config.ts')},
  },
  main: nodeBundle('main', 'dist/main/main.js', 'main'),
  preload: nodeBundle('preload', 'dist/main/preload.cjs', 'main'),
  sync: nodeBundle('sync', 'dist/sync/server.js', 'sync'),
};

function nodeBundle(mode: string, output: string, folder: string): Bundle {
  const sources = [folder, 'vite.node.config.ts', ...everyBundle];
  return {output, sources, config: {configFile: join(projectRoot, 'vite.node.config.ts'), mode}};
}

/** Builds the named bundles whether they need it or not. Throws what Vite throws. */
export async function buildBundles(names: readonly BundleName[]): Promise<void> {
  const startedAtMs = performance.now();
  // Vite sets NODE_ENV for this whole process; what we start later must not inherit it.
  const nodeEnvBefore = process.env['NODE_ENV'];
  const {build} = await import('vite');
  for (const name of names) {
    const {config} = bundles[name];
    rmSync(stampFile(name), {force: true});
    // Before the build: a source that changes while it runs makes the bundle stale.
    const sourcesBefore = fingerprint(name);
    await build({...config, logLevel: 'warn'});
    mkdirSync(join(projectRoot, 'dist/.built'), {recursive: true});
    writeFileSync(stampFile(name), sourcesBefore);
  }
  if (nodeEnvBefore === undefined) delete process.env['NODE_ENV'];
  else process.env['NODE_ENV'] = nodeEnvBefore;
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
  console.log(`Built ${names.join(', ')} in ${seconds} s.`);
}

/** Builds those of the named bundles that are missing or older than their sources. */
export async function buildStaleBundles(names: readonly BundleName[]): Promise<void> {
  const stale = names.filter(isStale);
  // main empties the folder of preload, so neither is ever built alone.
  const together: BundleName[] =
    stale.includes('main') || stale.includes('preload') ? ['main', 'preload'] : [];
  const needed = bundleNames.filter(name => stale.includes(name) || together.includes(name));
  if (needed.length > 0) await buildBundles(needed);
}

function isStale(name: BundleName): boolean {
  const stamp = stampFile(name);
  if (!existsSync(join(projectRoot, bundles[name].output)) || !existsSync(stamp)) return true;
  return readFileSync(stamp, 'utf8') !== fingerprint(name);
}

function stampFile(name: BundleName): string {
  return join(projectRoot, 'dist/.built', name);
}

function fingerprint(name: BundleName): string {
  return fingerprintSources(projectRoot, bundles[name].sources);
}

/** SHA-256 over path and content of every file under `sources` (files or folders), tests left out. */
export function fingerprintSources(root: string, sources: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of sources.flatMap(source => listFiles(root, source)).sort()) {
    const content = createHash('sha256')
      .update(readFileSync(join(root, file)))
      .digest('hex');
    hash.update(`${file}\0${content}\0`);
  }
  return hash.digest('hex');
}

function listFiles(root: string, source: string): string[] {
  if (!statSync(join(root, source)).isDirectory()) return [source];
  return readdirSync(join(root, source), {recursive: true, withFileTypes: true})
    .filter(entry => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name).slice(root.length + 1));
}
