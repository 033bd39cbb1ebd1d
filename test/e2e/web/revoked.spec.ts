import {expect} from '@playwright/test';
import {patiently} from '../../../scripts/demo/till-page.ts';
import {wares} from '../../../scripts/demo/wares.ts';
import {lastReceipts, offline, test} from './shop.ts';

test('a revoked till says so, hands in what it sold, and is then a till no more', async ({
  openTill,
  shop,
  allowedLogs,
}) => {
  allowedLogs.push(/status of 403/);
  const till = await openTill();
  const {page, context} = till;
  const before = (await shop.view.orders()).length;
  await context.setOffline(true);
  await offline(till);
  await till.addProduct(wares.book.ean, wares.book.name);
  await till.payCash();
  await till.nextSale();
  await till.addProduct(wares.book.ean, wares.book.name);
  await shop.view.ask('POST', `/sync/v1/admin/tills/${till.id}/revoke`, {});
  await context.setOffline(false);

  await expect(till.connection).toContainText('Till revoked: ask a manager', {timeout: 45_000});
  await expect(page.getByRole('alert').filter({hasText: 'Till revoked'})).toContainText('is kept here');
  expect(await lastReceipts(page)).toHaveLength(1);
  await till.connection.click();
  const queue = page.getByRole('dialog', {name: 'Connection and queue'});
  const sales = queue.getByRole('region', {name: 'Queue'}).getByRole('listitem').filter({hasText: 'Sale'});
  await patiently(sales).toContainText('Booked');
  await page.keyboard.press('Escape');

  // The order that was open may be finished; it arrives as well.
  await till.payCash();
  await till.nextSale();
  const withdrawn = page.getByText('A manager has withdrawn this till. The server has everything it sold.');
  await expect(withdrawn).toBeVisible({timeout: 45_000});
  await expect(page.getByRole('button', {name: 'Enrol this till'})).toBeVisible();
  expect(await shop.view.orders()).toHaveLength(before + 2);
});
