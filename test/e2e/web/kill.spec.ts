import {join} from 'node:path';
import {expect} from '@playwright/test';
import {temporaryFolder} from '../../../scripts/demo/temporary-folder.ts';
import {openTillBrowser, type TillBrowser} from '../../../scripts/demo/till-browser.ts';
import {tillPage} from '../../../scripts/demo/till-page.ts';
import {wares} from '../../../scripts/demo/wares.ts';
import {lastReceipts, settled, test} from './shop.ts';

/** Milliseconds between the press on “Complete sale” and the kill: before, during and after it is kept. */
const moments = [0, 4, 12, 40, 400];

test('kill -9 around “paid”: a sale is there once with its receipt, or is still open; never both', async ({
  shop,
}) => {
  test.setTimeout(180_000);
  await shop.start();
  const folder = await temporaryFolder();
  const profile = join(folder.path, 'profile');
  const {name, id, enrolmentCode} = await shop.addTill();
  const open = () => openTillBrowser(process.env['CHROMIUM_PATH'], profile, shop.address);
  let browser = await open();
  await tillPage(browser.page).enrol(enrolmentCode);
  await signIn(browser, name);
  await browser.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  let kept = 0;

  for (const moment of moments) {
    const till = tillPage(browser.page);
    await till.addProduct(wares.book.ean, wares.book.name);
    await till.enterCode('WELCOME10');
    await till.hasTotal('€13.49');
    const complete = await till.offerCash();
    await complete.evaluate(button => setTimeout(() => (button as HTMLButtonElement).click()));
    await browser.page.waitForTimeout(moment);
    await browser.kill();

    browser = await open();
    await signIn(browser, name);
    const receipts = await lastReceipts(browser.page);
    const isOpen = await browser.page.getByRole('list', {name: 'Lines of the order'}).isVisible();
    expect(receipts.length, `killed after ${moment} ms`).toBe(isOpen ? kept : kept + 1);
    expect(new Set(receipts).size).toBe(receipts.length);
    kept = receipts.length;
    if (isOpen) await browser.page.getByRole('button', {name: `Remove ${wares.book.name}`}).click();
    if (isOpen) await tillPage(browser.page).removeCode('WELCOME10');
  }

  const till = tillPage(browser.page);
  await settled(till);
  const mine = (await shop.view.redemptions()).filter(r => r.channel?.channel_id === id);
  expect(mine).toHaveLength(kept);
  expect(kept).toBeGreaterThan(0);
  await browser.close();
  await folder.remove();
});

/** A sale that was completed but not shown comes first; it is acknowledged like a cashier would. */
async function signIn(browser: TillBrowser, name: string): Promise<void> {
  const till = tillPage(browser.page);
  const late = browser.page.getByRole('button', {name: 'Next sale'});
  await late.or(browser.page.getByRole('heading', {name: 'Who is selling?'})).waitFor();
  if (await late.isVisible()) await late.click();
  await till.isTill(name);
  await till.signIn('Mira Adeyemi', '2468');
}
