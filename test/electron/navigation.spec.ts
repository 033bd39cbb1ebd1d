import {expect} from '@playwright/test';
import {test} from './desktop.ts';
import {type LoopbackServer, loopbackServer} from './loopback-server.ts';

let elsewhere: LoopbackServer;

test.beforeEach(async () => {
  elsewhere = await loopbackServer((request, response) => {
    response.setHeader('content-type', 'text/html');
    if (request.url === '/back') response.writeHead(302, {location: '/page'});
    response.end('<p>elsewhere</p>');
  });
});
test.afterEach(() => elsewhere.close());

test('the page cannot go elsewhere by address, link, form or refresh', async ({page}) => {
  const before = page.url();
  const ways: ((url: string) => void)[] = [
    url => {
      location.href = url;
    },
    url => location.replace(`${url}/replace`),
    url => {
      const link = Object.assign(document.createElement('a'), {href: `${url}/link`});
      document.body.append(link);
      link.click();
    },
    url => {
      const form = Object.assign(document.createElement('form'), {action: `${url}/form`, method: 'post'});
      document.body.append(form);
      form.submit();
    },
    url => {
      const content = `0;url=${url}/refresh`;
      document.head.append(Object.assign(document.createElement('meta'), {httpEquiv: 'refresh', content}));
    },
  ];
  for (const way of ways) {
    await page.evaluate(way, elsewhere.url);
    await page.waitForTimeout(200);
    expect(page.url()).toBe(before);
  }
  expect(elsewhere.requests).toEqual([]);
  expect(await page.evaluate(() => window.counterfoil?.platform)).toBe('electron');
});

test('the page can go to another page of the till', async ({page}) => {
  const before = page.url();
  await page.evaluate(() => {
    location.href = '/another-screen';
  });
  await page.waitForURL('**/another-screen');
  expect(new URL(page.url()).host).toBe(new URL(before).host);
  expect(await page.evaluate(() => window.counterfoil?.platform)).toBe('electron');
});

test('the page cannot open a second window', async ({page, till}) => {
  await page.evaluate(url => {
    window.open(url);
    window.open('/another-screen');
    const link = Object.assign(document.createElement('a'), {href: '/another-screen', target: '_blank'});
    document.body.append(link);
    link.click();
  }, elsewhere.url);
  await expect.poll(() => page.context().pages().length).toBe(1);
  expect(await till.evaluate(({BrowserWindow}) => BrowserWindow.getAllWindows().length, undefined)).toBe(1);
});

test('the page cannot embed another', async ({page}) => {
  await page.evaluate(url => {
    for (const src of [`${url}/frame`, '/another-screen'])
      document.body.append(Object.assign(document.createElement('iframe'), {src}));
  }, elsewhere.url);
  await page.waitForTimeout(300);
  expect(elsewhere.requests).toEqual([]);
  const bridges = await page.evaluate(() =>
    Array.from({length: window.length}, (_, n) => {
      try {
        return (window[n] as Window | undefined)?.counterfoil !== undefined;
      } catch {
        return false;
      }
    }),
  );
  expect(bridges).toEqual([false, false]);
});
