/**
 * The service worker on a page of three lines, in a real browser: what it keeps, what it leaves to the server, and
 * when a new version takes over. Built with the product's own plugin.
 */
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer, type Server, type ServerResponse} from 'node:http';
import {tmpdir} from 'node:os';
import {extname, join} from 'node:path';
import {test as base, expect, type Page} from '@playwright/test';
import {build} from 'vite';
import {serviceWorkerPlugin} from '../../../scripts/service-worker-plugin.ts';
import {webAppManifest} from '../../../scripts/web-app-manifest.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

/** A built page that shows its version, and a server for it that can be taken away. */
type Shop = {
  readonly address: string;
  readonly publish: (version: string) => Promise<void>;
  readonly goOffline: () => Promise<void>;
};

const test = base.extend<{shop: Shop}>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it needs from the pattern
  shop: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'service-worker-'));
    const server = createServer((request, response) => serve(folder, request.url ?? '/', response));
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    await publish(folder, 'first');
    await use({
      address: `http://127.0.0.1:${port}`,
      publish: version => publish(folder, version),
      goOffline: () => close(server),
    });
    await close(server);
    rmSync(folder, {recursive: true});
  },
});

async function publish(folder: string, version: string): Promise<void> {
  mkdirSync(join(folder, 'public/sounds'), {recursive: true});
  for (const icon of webAppManifest.icons) writeFileSync(join(folder, 'public', icon.src), 'icon');
  writeFileSync(join(folder, 'public/sounds/beep.txt'), 'beep');
  writeFileSync(
    join(folder, 'index.html'),
    '<title>shop</title><script type="module" src="/main.js"></script>',
  );
  writeFileSync(
    join(folder, 'main.js'),
    `document.body.textContent = '${version}'; await navigator.serviceWorker.register('/service-worker.js');`,
  );
  const serverPaths = ['/v1', '/docs'];
  await build({
    configFile: false,
    root: folder,
    logLevel: 'error',
    build: {target: 'chrome120', sourcemap: true},
    plugins: [serviceWorkerPlugin({manifest: webAppManifest, serverPaths})],
  });
}

function serve(folder: string, url: string, response: ServerResponse): void {
  const path = url === '/' ? '/index.html' : url;
  const file = join(folder, 'dist', path);
  if (path.startsWith('/v1/') || path === '/docs') response.end('from the server');
  else if (existsSync(file)) {
    response.setHeader('content-type', contentTypes[extname(file)] ?? 'text/plain');
    response.end(readFileSync(file));
  } else response.writeHead(404).end();
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise(resolve => server.close(() => resolve()));
}

async function openControlled(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

const fetchText = (page: Page, path: string): Promise<string> =>
  page.evaluate(
    url =>
      fetch(url).then(
        answer => answer.text(),
        () => 'no answer',
      ),
    path,
  );

test('after one visit the till opens at any address with the server gone', async ({page, shop}) => {
  await openControlled(page, shop.address);
  await shop.goOffline();
  await page.reload();
  await expect(page.locator('body')).toHaveText('first');
  await page.goto(`${shop.address}/sell/receipt?order=7`);
  await expect(page.locator('body')).toHaveText('first');
  expect(await fetchText(page, '/sounds/beep.txt')).toBe('beep');
});

test("what is the server's comes from the server, or not at all", async ({page, shop}) => {
  await openControlled(page, shop.address);
  expect(await fetchText(page, '/v1/campaigns')).toBe('from the server');
  await page.goto(`${shop.address}/docs`);
  await expect(page.locator('body')).toHaveText('from the server');
  await page.goto(shop.address);
  await shop.goOffline();
  expect(await fetchText(page, '/v1/campaigns')).toBe('no answer');
});

test('a new version waits until it is told to take over, then the old one is gone', async ({page, shop}) => {
  await openControlled(page, shop.address);
  await shop.publish('second');
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
  });
  await page.waitForFunction(async () => (await navigator.serviceWorker.ready).waiting !== null);
  await page.reload();
  await expect(page.locator('body')).toHaveText('first');

  await page.evaluate(async () => {
    const changed = new Promise(resolve =>
      navigator.serviceWorker.addEventListener('controllerchange', resolve),
    );
    (await navigator.serviceWorker.ready).waiting?.postMessage({type: 'SKIP_WAITING'});
    await changed;
  });
  await page.reload();
  await expect(page.locator('body')).toHaveText('second');
  expect(await page.evaluate(() => caches.keys())).toHaveLength(1);
});

test('source maps are not kept, the manifest is', async ({page, shop}) => {
  await openControlled(page, shop.address);
  const kept = await page.evaluate(async () => {
    const [name = ''] = await caches.keys();
    const requests = await (await caches.open(name)).keys();
    return requests.map(request => new URL(request.url).pathname).sort();
  });
  expect(kept).toEqual([
    expect.stringMatching(/^\/assets\/index-.*\.js$/),
    '/icon-192.png',
    '/icon-512.png',
    '/index.html',
    '/manifest.webmanifest',
    '/sounds/beep.txt',
  ]);
});
