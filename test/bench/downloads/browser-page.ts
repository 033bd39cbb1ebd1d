/** A page in the real Chromium with the till's download code in it, on an origin that serves what it downloads. */
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {chromium, type Page} from 'playwright';
import {build} from 'vite';
import {chromiumLaunchOptions} from '../../../scripts/chromium-launch-options.ts';
import {findChromium} from '../../../scripts/find-chromium.ts';
import {settings} from '../../builders/facts.ts';
import type {PackedChunks} from './packed-chunks.ts';
import type {PageBench} from './page.ts';

type Method = keyof PageBench;

export interface BrowserPage {
  /** Calls one of page.ts's functions. */
  call<M extends Method>(
    method: M,
    ...given: Parameters<PageBench[M]>
  ): Promise<Awaited<ReturnType<PageBench[M]>>>;
  close(): Promise<void>;
}

export async function browserPage(packed: PackedChunks | null): Promise<BrowserPage> {
  const script = await pageScript();
  const server = createServer((request, response) => answer(request, response, script, packed));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const profile = await mkdtemp(join(tmpdir(), 'counterfoil-bench-'));
  // A profile on disk: one in memory would flatter every database.
  const context = await chromium.launchPersistentContext(
    profile,
    chromiumLaunchOptions(findChromium()?.path),
  );
  const page: Page = await context.newPage();
  const {port} = server.address() as AddressInfo;
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.waitForFunction('globalThis.bench');
  return {
    call: (method, ...given) =>
      page.evaluate(`globalThis.bench[${JSON.stringify(method)}](...${JSON.stringify(given)})`),
    async close() {
      await context.close();
      server.close();
      await rm(profile, {recursive: true, force: true});
    },
  };
}

async function pageScript(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'counterfoil-bench-page-'));
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir,
      emptyOutDir: true,
      target: 'chrome120',
      lib: {entry: 'test/bench/downloads/page.ts', formats: ['es'], fileName: () => 'page.js'},
    },
  });
  const script = await readFile(join(outDir, 'page.js'), 'utf8');
  await rm(outDir, {recursive: true});
  return script;
}

interface Content {
  readonly type: string;
  readonly body: string | Buffer;
}

function answer(
  {url = '/'}: IncomingMessage,
  response: ServerResponse,
  script: string,
  packed: PackedChunks | null,
): void {
  const {pathname} = new URL(url, 'http://bench.test');
  const content = pageContent(pathname, script) ?? (packed === null ? null : downloadOf(pathname, packed));
  if (content === null) response.statusCode = 404;
  const {type, body} = content ?? jsonContent({code: 404, key: 'not_found', message: ''});
  response.setHeader('content-type', type);
  // Isolated pages have a clock of microseconds.
  response.setHeader('cross-origin-opener-policy', 'same-origin');
  response.setHeader('cross-origin-embedder-policy', 'require-corp');
  response.end(body);
}

function pageContent(pathname: string, script: string): Content | null {
  if (pathname === '/page.js') return {type: 'text/javascript', body: script};
  if (pathname !== '/') return null;
  return {type: 'text/html', body: '<!doctype html><script type="module" src="/page.js"></script>'};
}

function downloadOf(pathname: string, {manifest, bodies}: PackedChunks): Content | null {
  if (pathname === '/sync/v1/snapshot') return jsonContent(manifest);
  if (pathname === '/sync/v1/changes') {
    const changes = [{deleted: false, position: 1, document: settings()}];
    return jsonContent({changes, next: manifest.position, head: manifest.position, feed: 'bench'});
  }
  const body = bodies.get(pathname.split('/').at(-1) ?? '');
  return body === undefined ? null : {type: 'application/octet-stream', body};
}

function jsonContent(value: unknown): Content {
  return {type: 'application/json', body: JSON.stringify(value)};
}
