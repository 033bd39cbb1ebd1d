/**
 * Adds the service worker and the web app manifest to a build: the worker stores every emitted file and every
 * file of the public folder, under a version that changes with any of them, and with the worker itself.
 */
import {createHash} from 'node:crypto';
import {readdirSync, readFileSync} from 'node:fs';
import {join, sep} from 'node:path';
import type {Plugin} from 'vite';
import type {WebAppManifest} from './web-app-manifest.ts';

const manifestFile = 'manifest.webmanifest';
const workerTemplate = join(import.meta.dirname, 'service-worker.js');

/** What the worker needs to know of the build; `serverPaths` always go to the network. */
type Precache = {
  readonly version: string;
  readonly files: readonly string[];
  readonly serverPaths: readonly string[];
};

export type ServiceWorkerOptions = {
  readonly manifest: WebAppManifest;
  /** First parts of the paths that the server answers, e.g. `/v1`. */
  readonly serverPaths: readonly string[];
};

export function serviceWorkerPlugin({manifest, serverPaths}: ServiceWorkerOptions): Plugin {
  let publicDir = '';
  return {
    name: 'counterfoil:service-worker',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      publicDir = config.publicDir;
    },
    transformIndexHtml: () => [
      {tag: 'link', attrs: {rel: 'manifest', href: `/${manifestFile}`}, injectTo: 'head'},
    ],
    generateBundle(_options, bundle) {
      const emitted = new Map<string, string | Uint8Array>();
      for (const file of Object.values(bundle))
        emitted.set(`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source);
      for (const [path, bytes] of readPublicFiles(publicDir)) emitted.set(path, bytes);
      emitted.set(`/${manifestFile}`, JSON.stringify(manifest, null, 2));

      const problem = precacheProblem(emitted, manifest);
      if (problem !== undefined) this.error(problem);
      const template = readFileSync(workerTemplate, 'utf8');
      const precache = listPrecache(emitted, template, serverPaths);
      this.emitFile({type: 'asset', fileName: manifestFile, source: JSON.stringify(manifest, null, 2)});
      this.emitFile({type: 'asset', fileName: 'service-worker.js', source: workerSource(precache, template)});
    },
  };
}

/** Source maps stay out: they are as large as the bundle and no till reads them. */
export function listPrecache(
  emitted: ReadonlyMap<string, string | Uint8Array>,
  template: string,
  serverPaths: readonly string[],
): Precache {
  const stored = [...emitted].filter(([path]) => !path.endsWith('.map'));
  const files = stored.map(([path]) => path).sort();
  const contents = stored.map(
    ([path, bytes]) => `${path} ${createHash('sha256').update(bytes).digest('hex')}`,
  );
  const version = createHash('sha256').update(JSON.stringify([template, serverPaths, contents.sort()]));
  return {version: version.digest('hex').slice(0, 16), files, serverPaths};
}

/** A bundle that could not start offline, or not be installed, stops the build. */
export function precacheProblem(
  emitted: ReadonlyMap<string, unknown>,
  manifest: WebAppManifest,
): string | undefined {
  if (!emitted.has('/index.html'))
    return 'no index.html among the emitted files: the till could not start offline';
  const missing = manifest.icons.find(icon => !emitted.has(icon.src));
  return missing && `the web app manifest names ${missing.src}, which is not in the public folder`;
}

function workerSource(precache: Precache, template: string): string {
  return `const PRECACHE = ${JSON.stringify(precache, null, 2)};\n\n${template}`;
}

function readPublicFiles(publicDir: string): [path: string, bytes: Uint8Array][] {
  if (publicDir === '') return [];
  return readdirSync(publicDir, {recursive: true, withFileTypes: true})
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .map(file => [file.slice(publicDir.length).split(sep).join('/'), readFileSync(file)]);
}
