import {expect} from '@playwright/test';
import {wares} from '../../../scripts/demo/wares.ts';
import {lastReceipts, offline, test} from './shop.ts';

test('a revoked till says so, keeps what it sold, and the server takes nothing more from it', async ({
  openTill,
  shop,
  allowedLogs,
}) => {
  allowedLogs.push(/status of 403/);
  const till = await openTill();
  const {page, context} = till;
  await context.setOffline(true);
  await offline(till);
  await till.addProduct(wares.book.ean, wares.book.name);
  await till.payCash();
  await till.nextSale();
  await shop.view.ask('POST', `/sync/v1/admin/tills/${till.id}/revoke`, {});
  await context.setOffline(false);

  await expect(till.connection).toContainText('Till revoked: ask a manager', {timeout: 45_000});
  await expect(page.getByRole('alert').filter({hasText: 'Till revoked'})).toContainText('is kept here');
  expect(await lastReceipts(page)).toHaveLength(1);
  await till.connection.click();
  const queue = page.getByRole('dialog', {name: 'Connection and queue'});
  const sales = queue.getByRole('region', {name: 'Queue'}).getByRole('listitem').filter({hasText: 'Sale'});
  await expect(sales).toHaveCount(1);
  await expect(sales).not.toContainText('Booked');
  const mine = (await shop.view.redemptions()).filter(r => r.channel?.channel_id === till.id);
  expect(mine).toEqual([]);
});
