import {expect, type Page} from '@playwright/test';
import {tillPage} from '../../../scripts/demo/till-page.ts';
import {wares} from '../../../scripts/demo/wares.ts';
import {lastReceipts, settled, test} from './shop.ts';

test('a second window of the same till follows, sells on the same leases and takes over', async ({
  openTill,
  shop,
}) => {
  const till = await openTill();
  const code = await shop.addCode(4);
  const page = await till.context.newPage();
  await page.goto(shop.address);
  const second = tillPage(page);
  await second.isTill(till.name);
  await second.signIn('Mira Adeyemi', '2468');
  expect(await windowRole(second.page)).toContain('follows another window');
  expect(await windowRole(till.page)).toContain('talks to the server');

  for (const each of [till, second]) {
    await each.addProduct(wares.book.ean, wares.book.name);
    await each.enterCode(code);
    await each.hasTotal('€9.99');
  }
  for (const each of [second, till]) {
    await each.payCash();
    await each.nextSale();
  }
  await settled(second);
  expect((await shop.view.voucher(code)).redemption.redeemed_quantity).toBe(2);
  const receipts = await lastReceipts(second.page);
  expect(receipts.map(receipt => receipt.slice(3))).toEqual(['000002', '000001']);

  await till.page.close();
  await expect.poll(() => windowRole(second.page), {timeout: 20_000}).toContain('talks to the server');
  await second.addProduct(wares.book.ean, wares.book.name);
  await second.payCash();
  await second.nextSale();
  await settled(second);
});

test('two windows count on the same last use: the second is told, and nothing is charged', async ({
  openTill,
  shop,
}) => {
  const till = await openTill();
  const code = await shop.addCode(1);
  const page = await till.context.newPage();
  await page.goto(shop.address);
  const second = tillPage(page);
  await second.isTill(till.name);
  await second.signIn('Mira Adeyemi', '2468');
  for (const each of [till, second]) {
    await each.addProduct(wares.book.ean, wares.book.name);
    await each.enterCode(code);
    await each.hasTotal('€9.99');
  }
  const complete = await second.offerCash();
  await till.payCash();
  await complete.click();
  await expect(page.getByRole('alert').filter({hasText: 'The sale is not completed'})).toContainText(
    'Go back to the order: it has a new price',
  );
  await page.getByRole('button', {name: 'Back to the order'}).click();
  await second.hasTotal('€14.99');
  await expect(second.codeResults.or(second.offers)).toContainText(code);
  await second.removeCode(code);
  await second.payCash();
  await settled(second);
  expect((await shop.view.voucher(code)).redemption.redeemed_quantity).toBe(1);
});

/** What the queue says about this window. */
async function windowRole(page: Page): Promise<string> {
  const queue = page.getByRole('dialog', {name: 'Connection and queue'});
  if (!(await queue.isVisible())) await tillPage(page).connection.click();
  const text = await queue.getByText('This window').locator('..').innerText();
  await page.keyboard.press('Escape');
  await queue.waitFor({state: 'detached'});
  return text;
}
