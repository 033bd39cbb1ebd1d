import {expect} from '@playwright/test';
import {z} from 'zod';
import {heldCodes} from '../../../scripts/demo/held-codes.ts';
import {wares} from '../../../scripts/demo/wares.ts';
import {lastReceipts, offline, settled, test} from './shop.ts';

test('without a network: promotions, generic and held codes work; one without a lease says what to do', async ({
  openTill,
  shop,
}) => {
  const held = await shop.addCode(1, {home_store: 'quayside'});
  const unleased = await shop.addCode(1);
  const till = await openTill();
  await scanOnce(till, held);
  const {context} = till;
  // Known to the till, leased to nobody: it learns of the code with the feed.
  await settled(till);
  await context.setOffline(true);
  await offline(till);

  await till.addProduct(wares.candle.ean, wares.candle.name);
  await till.hasTotal('€11.91');
  await till.enterCode('WELCOME10');
  await till.hasTotal('€10.72');
  await till.enterCode(unleased);
  await expect(till.codeResults).toContainText('This till has no uses of it left offline');
  await expect(till.codeResults).toContainText('Try another till, or try again when the connection is back');
  await till.removeCode(unleased);
  const receipt = await till.payCash();
  await expect(till.page.getByRole('article', {name: `Receipt ${receipt}`})).toContainText('Sold offline');
  await till.nextSale();
  await expect(till.connection).toContainText('1 to send');
  expect((await shop.view.voucher(held)).redemption.redeemed_quantity).toBe(0);

  await context.setOffline(false);
  await settled(till);
  expect((await shop.view.voucher(held)).redemption.redeemed_quantity).toBe(1);
  const mine = (await shop.view.redemptions()).filter(r => r.channel?.channel_id === till.id);
  expect(mine.filter(r => r.voucher?.code === held && r.result === 'SUCCESS')).toHaveLength(1);
  expect(mine.filter(r => r.voucher?.code === 'WELCOME10')).toHaveLength(1);
});

/** Puts a code on the order while the server is there, so that this till leases it. */
async function scanOnce(till: Parameters<typeof settled>[0], code: string): Promise<void> {
  await till.enterCode(code);
  await till.addProduct(wares.book.ean, wares.book.name);
  await till.hasTotal('€9.99');
  await till.page.getByRole('button', {name: `Remove ${wares.book.name}`}).click();
}

test('reloaded offline the till starts, the open order is there and can be paid', async ({
  openTill,
  shop,
}) => {
  const till = await openTill();
  const {page, context} = till;
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await till.addProduct(wares.book.ean, wares.book.name);
  await till.enterCode('WELCOME10');
  await till.hasTotal('€13.49');
  await context.setOffline(true);
  await page.reload();
  await till.isTill(till.name);
  await till.signIn('Mira Adeyemi', '2468');
  await till.hasTotal('€13.49');
  await till.payCash();
  await till.nextSale();
  await context.setOffline(false);
  await settled(till);
  const mine = (await shop.view.redemptions()).filter(r => r.channel?.channel_id === till.id);
  expect(mine.map(r => r.voucher?.code)).toEqual(['WELCOME10']);
});

test('the server process is stopped and started again: everything sold meanwhile arrives once', async ({
  openTill,
  shop,
}) => {
  const before = (await shop.view.orders()).length;
  const till = await openTill();
  await shop.stop();
  await offline(till);
  for (let sale = 0; sale < 3; sale += 1) {
    await till.addProduct(wares.mug.ean, wares.mug.name);
    await till.payCash();
    await till.nextSale();
  }
  await expect(till.connection).toContainText('3 to send');
  await shop.start();
  await settled(till);
  await till.page.reload();
  await till.isTill(till.name);
  await till.signIn('Mira Adeyemi', '2468');
  await settled(till);
  expect(await lastReceipts(till.page)).toHaveLength(3);
  expect((await shop.view.orders()).length).toBe(before + 3);
});

test('what a till holds for offline is what the server has leased to it', async ({openTill, shop}) => {
  const codes = await Promise.all(
    ['quayside', 'quayside', 'quayside'].map(home => shop.addCode(1, {home_store: home})),
  );
  const till = await openTill();
  const held = await heldCodes(shop.view, till.name, 'E2E-');
  await till.connection.click();
  const leases = till.page.getByRole('region', {name: 'Leases held'});
  const {tills} = tillsSchema.parse(await shop.view.ask('GET', '/sync/v1/admin/tills'));
  const leased = tills.find(({name}) => name === till.name)?.leases.length;
  await expect(leases).toContainText(`Held for offline: ${leased}`);
  expect(held.filter(code => !codes.includes(code))).toEqual([]);
});

const tillsSchema = z.object({
  tills: z.array(z.object({name: z.string(), leases: z.array(z.unknown())})),
});
