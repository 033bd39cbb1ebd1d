import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {test as base, expect} from '@playwright/test';
import {freePort, type ServerProcess, startServer} from '../../../scripts/demo/server-process.ts';
import {temporaryFolder} from '../../../scripts/demo/temporary-folder.ts';
import {tillPage} from '../../../scripts/demo/till-page.ts';
import {watch} from './shop.ts';

const test = base.extend<{server: ServerProcess}>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it needs from this pattern
  server: async ({}, use) => {
    const folder = await temporaryFolder();
    const dataDir = join(folder.path, 'data');
    await mkdir(dataDir);
    const server = await startServer({port: await freePort(), dataDir, logFile: join(folder.path, 'log')});
    await use(server);
    await server.stop();
    await folder.remove();
  },
});

test('the first till of the demo enrols itself; the next one asks for a code', async ({server, browser}) => {
  const logged: string[] = [];
  const first = await browser.newContext();
  watch(first, logged);
  const till = tillPage(await first.newPage());
  await till.page.goto(server.address);
  await till.isTill('Quayside 1');
  await expect(till.page.getByRole('region', {name: 'Demo PINs'})).toContainText('Mira Adeyemi');

  const second = await browser.newContext();
  watch(second, logged);
  const {page, enrol} = tillPage(await second.newPage());
  await page.goto(server.address);
  await enrol('ABCD-2345');
  await expect(page.getByRole('alert').filter({hasText: 'Not enrolled'})).toContainText(
    'The server does not know this code',
  );
  await page.getByLabel('Address of the server').fill('http://127.0.0.1:9');
  await enrol('ABCD-2345');
  await expect(page.getByRole('alert').filter({hasText: 'Not enrolled'})).toContainText('No answer');
  await Promise.all([first.close(), second.close()]);
  const unexpected = logged.filter(line => !/Failed to load resource|Content Security Policy/.test(line));
  expect(unexpected).toEqual([]);
});

test('five wrong PINs lock that name for a while, also through a reload', async ({server, browser}) => {
  const context = await browser.newContext();
  const {page, isTill} = tillPage(await context.newPage());
  await page.goto(server.address);
  await isTill('Quayside 1');
  const pin = page.getByLabel('PIN', {exact: true}).and(page.locator('input'));
  const pick = () => page.getByRole('list', {name: 'Staff'}).getByRole('button', {name: 'Wanda'}).click();
  await pick();
  for (let tries = 1; tries <= 5; tries += 1) {
    await pin.fill('0000');
    await page.getByRole('button', {name: 'Sign in', exact: true}).click();
    await expect(tries < 5 ? pin : page.getByText('Too many wrong tries')).toBeVisible();
    if (tries < 5) await expect(pin).toHaveValue('');
  }
  await page.reload();
  await pick();
  await expect(page.getByText('Too many wrong tries')).toBeVisible();
  await context.close();
});
