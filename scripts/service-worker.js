/**
 * Keeps the till's bundle in the browser, so that it starts and sells with the network gone.
 * The build writes `const PRECACHE = {version, files, serverPaths}` in front of this text.
 *
 * Always true:
 * - A version is stored whole or not at all, and answers only from its own store.
 * - What belongs to the server (`serverPaths`) is never answered from here, and never stored.
 * - A new version waits until the page says SKIP_WAITING; the page says it when no order is open.
 */
const STORE_PREFIX = 'bundle-';
const STORE = STORE_PREFIX + PRECACHE.version;

addEventListener('install', event => event.waitUntil(storeBundle()));
addEventListener('activate', event => event.waitUntil(takeOver()));

addEventListener('message', event => {
  if (event.data?.type === 'SKIP_WAITING') event.waitUntil(skipWaiting());
});

addEventListener('fetch', event => {
  if (isBundleRequest(event.request)) event.respondWith(answer(event.request));
});

/** Past the HTTP cache: a stale copy there would be kept for as long as this version lives. */
async function storeBundle() {
  const store = await caches.open(STORE);
  await store.addAll(PRECACHE.files.map(file => new Request(file, {cache: 'reload'})));
}

/** Pages that loaded before the first version was ready are served by it too, without a reload. */
async function takeOver() {
  const names = await caches.keys();
  const outdated = names.filter(name => name.startsWith(STORE_PREFIX) && name !== STORE);
  await Promise.all(outdated.map(name => caches.delete(name)));
  await clients.claim();
}

function isBundleRequest(request) {
  const {origin, pathname} = new URL(request.url);
  const isServerPath = PRECACHE.serverPaths.some(
    path => pathname === path || pathname.startsWith(`${path}/`),
  );
  return request.method === 'GET' && origin === location.origin && !isServerPath;
}

/** Every page address is the one page of the till. A browser that dropped the store gets the network's answer. */
async function answer(request) {
  const store = await caches.open(STORE);
  const file = request.mode === 'navigate' ? '/index.html' : request;
  return (await store.match(file, {ignoreSearch: true, ignoreVary: true})) ?? fetch(request);
}
