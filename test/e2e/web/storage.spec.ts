import {expect, type Page} from '@playwright/test';
import {wares} from '../../../scripts/demo/wares.ts';
import {codeAgain, lastReceipts, notAdmitted, settled, test} from './shop.ts';

test('evicted storage: the till asks to be enrolled again and its receipts go on where they were', async ({
  openTill,
  shop,
}) => {
  const till = await openTill();
  const {page, context} = till;
  await till.addProduct(wares.book.ean, wares.book.name);
  expect(await till.payCash()).toMatch(/-000001$/);
  await settled(till);
  const session = await context.newCDPSession(page);
  await page.goto('about:blank');
  await session.send('Storage.clearDataForOrigin', {origin: shop.address, storageTypes: 'all'});
  await page.goto(shop.address);
  await expect(page.getByRole('heading', {name: 'Set up this till'})).toBeVisible();

  const issued = await shop.view.ask('POST', `/sync/v1/admin/tills/${till.id}/enrolment-code`, {});
  await till.enrol((issued as {enrolmentCode: string}).enrolmentCode);
  await till.isTill(till.name);
  await till.signIn('Mira Adeyemi', '2468');
  await till.addProduct(wares.mug.ean, wares.mug.name);
  await till.enterCode('WELCOME10');
  await till.hasTotal('€13.05');
  expect(await till.payCash()).toMatch(/-000002$/);
  await settled(till);
  const mine = (await shop.view.redemptions()).filter(r => r.channel?.channel_id === till.id);
  expect(mine.map(r => r.voucher?.code)).toEqual(['WELCOME10']);
});

test('IndexedDB alone emptied, as Chromium does with damaged files: the till is itself, with its unsent sale', async ({
  openTill,
  shop,
  allowedLogs,
}) => {
  allowedLogs.push(notAdmitted);
  const till = await openTill();
  const {page, context} = till;
  await till.addProduct(wares.book.ean, wares.book.name);
  await till.payCash();
  await till.nextSale();
  await settled(till);
  await context.setOffline(true);
  await till.addProduct(wares.mug.ean, wares.mug.name);
  await till.enterCode('WELCOME10');
  await till.hasTotal('€13.05');
  expect(await till.payCash()).toMatch(/-000002$/);
  const session = await context.newCDPSession(page);
  await page.goto('about:blank');
  await session.send('Storage.clearDataForOrigin', {origin: shop.address, storageTypes: 'indexeddb'});
  await context.setOffline(false);
  await page.goto(shop.address);
  // The key lay in IndexedDB too: a manager enrols the till again, and it is the one it was.
  await page.getByRole('button', {name: 'Enrol it again'}).click();
  await till.enrol(await codeAgain(shop.view, till.id));
  await till.isTill(till.name);
  await till.signIn('Mira Adeyemi', '2468');
  await settled(till);
  expect(await lastReceipts(page)).toHaveLength(2);
  await till.addProduct(wares.book.ean, wares.book.name);
  expect(await till.payCash()).toMatch(/-000003$/);
  await settled(till);
  const mine = (await shop.view.redemptions()).filter(r => r.channel?.channel_id === till.id);
  expect(mine.map(r => r.voucher?.code)).toEqual(['WELCOME10']);
});

test('full storage: the sale is not completed, the till says what to do, and nothing is lost', async ({
  openTill,
  shop,
  allowedLogs,
}) => {
  allowedLogs.push(/the sale was not completed/, /QuotaExceeded/, /Quota/i);
  const till = await openTill();
  const {page, context} = till;
  const code = await shop.addCode(1);
  await till.addProduct(wares.book.ean, wares.book.name);
  await till.enterCode(code);
  await till.hasTotal('€9.99');
  const complete = await till.offerCash();
  const session = await context.newCDPSession(page);
  const setQuota = (size: {quotaSize?: number}) =>
    session.send('Storage.overrideQuotaForOrigin', {origin: shop.address, ...size});
  await setQuota({quotaSize: 40 * megabyte});
  await fillStorage(page);
  await setQuota({quotaSize: 1});
  await complete.click();
  const failure = page.getByRole('alert').filter({hasText: 'The sale is not completed'});
  await expect(failure).toContainText('storage of this till is full');
  await expect(failure).toContainText('Free some space');
  await expect(page.getByRole('heading', {name: 'Paid'})).toBeHidden();

  await setQuota({});
  await emptyStorage(page);
  await page.getByRole('button', {name: 'Complete sale'}).click();
  await till.paid();
  await till.nextSale();
  await settled(till);
  expect(await lastReceipts(page)).toHaveLength(1);
  expect((await shop.view.voucher(code)).redemption.redeemed_quantity).toBe(1);
});

const megabyte = 1_048_576;

/** Writes until no more fits: Chromium believes for half a minute in the space it once saw free. */
async function fillStorage(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const opening = indexedDB.open('ballast', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('pieces', {autoIncrement: true});
    const db = await new Promise<IDBDatabase>(resolve => {
      opening.onsuccess = () => resolve(opening.result);
    });
    const fits = (size: number) =>
      new Promise<boolean>(resolve => {
        const writing = db.transaction('pieces', 'readwrite');
        const noise = new Uint8Array(size);
        for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(noise.subarray(at, at + 65_536));
        writing.objectStore('pieces').add(noise);
        writing.oncomplete = () => resolve(true);
        writing.onabort = () => resolve(false);
      });
    for (const size of [4_194_304, 262_144, 32_768, 4096]) while (await fits(size));
    db.close();
  });
}

async function emptyStorage(page: Page): Promise<void> {
  await page.evaluate(() =>
    new Promise(resolve => {
      indexedDB.deleteDatabase('ballast').onsuccess = resolve;
    }).then(() => undefined),
  );
}
