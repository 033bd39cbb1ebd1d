import {expect, type Page} from '@playwright/test';
import {test} from './desktop.ts';
import {type LoopbackServer, loopbackServer} from './loopback-server.ts';

let server: LoopbackServer;

test.beforeEach(async () => {
  server = await loopbackServer((request, response) => {
    response.setHeader('access-control-allow-origin', request.headers.origin ?? '*');
    response.setHeader('access-control-allow-headers', 'x-till-token');
    if (request.url?.endsWith('.js')) response.setHeader('content-type', 'text/javascript');
    response.end(request.url?.endsWith('.js') ? 'globalThis.ran = true;' : 'from the sync server');
  });
});
test.afterEach(() => server.close());

/** Appends an element and tells which directive was broken, or `ran` if its script ran. */
function outcome(
  page: Page,
  tag: 'script' | 'style' | 'link',
  properties: Record<string, string>,
): Promise<string> {
  return page.evaluate(
    ([name, given]) =>
      new Promise<string>(done => {
        document.addEventListener('securitypolicyviolation', e => done(e.effectiveDirective), {once: true});
        const element = Object.assign(document.createElement(name), given);
        element.addEventListener('load', () => setTimeout(() => done('ran'), 50));
        document.head.append(element);
        setTimeout(() => done('ran' in globalThis ? 'ran' : 'nothing happened'), 1000);
      }),
    [tag, properties] as const,
  );
}

test('an inline script does not run', async ({page}) => {
  expect(await outcome(page, 'script', {textContent: 'globalThis.ran = true;'})).toBe('script-src-elem');
});

test('a script from elsewhere does not run and is not even fetched', async ({page}) => {
  expect(await outcome(page, 'script', {src: `${server.url}/x.js`})).toBe('script-src-elem');
  expect(server.requests).toEqual([]);
});

test('an inline style is refused', async ({page}) => {
  expect(await outcome(page, 'style', {textContent: 'body {color: red}'})).toBe('style-src-elem');
});

test('a stylesheet from elsewhere is refused', async ({page}) => {
  expect(await outcome(page, 'link', {rel: 'stylesheet', href: `${server.url}/x.css`})).toBe(
    'style-src-elem',
  );
});

test('text is never run as code', async ({page}) => {
  const outcomes = await page.evaluate(async () => {
    const attempt = (run: () => unknown): string => {
      try {
        return String(run());
      } catch (error) {
        return (error as Error).name;
      }
    };
    // The debugger's own calls are exempt from the policy until they first wait.
    await new Promise(resume => setTimeout(resume));
    // biome-ignore lint/security/noGlobalEval: that it is refused is the point.
    const evaluated = attempt(() => globalThis.eval('1 + 1'));
    return [evaluated, attempt(() => Reflect.construct(Function, ['return 2']))];
  });
  expect(outcomes).toEqual(['EvalError', 'EvalError']);
});

test('the page reaches a sync server on this machine, with its own headers', async ({page}) => {
  const text = await page.evaluate(
    url => fetch(url, {method: 'POST', headers: {'x-till-token': 't'}, body: '{}'}).then(r => r.text()),
    `${server.url}/sync`,
  );
  expect(text).toBe('from the sync server');
  const methods = server.requests.map(r => r.split(' ')[0]);
  expect(methods).toEqual(['OPTIONS', 'POST']);
});

test('the page does not reach a plain HTTP server elsewhere', async ({page}) => {
  const refused = await page.evaluate(
    () =>
      new Promise<string>(done => {
        document.addEventListener('securitypolicyviolation', e => done(e.effectiveDirective), {once: true});
        fetch('http://192.0.2.1/sync').then(
          () => done('answered'),
          () => setTimeout(() => done('failed otherwise'), 500),
        );
      }),
  );
  expect(refused).toBe('connect-src');
});
