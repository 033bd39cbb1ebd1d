/** The whole till as a desktop program, with a real sync server: it sells, dies, loses its storage, and loses no sale. */
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect} from '@playwright/test';
import {z} from 'zod';
import {heldCodes} from '../../scripts/demo/held-codes.ts';
import type {ShopView} from '../../scripts/demo/shop-view.ts';
import {patiently, type TillPage} from '../../scripts/demo/till-page.ts';
import {wares} from '../../scripts/demo/wares.ts';
import {hashOperation, operationSchema} from '../../shared/protocol/operation.ts';
import {codeAgain, lastReceipts, offline, settled} from '../e2e/web/shop.ts';
import {ask} from './ask.ts';
import {
  damageLine,
  filesWith,
  type JournalLine,
  journalFile,
  journalFiles,
  verifiedJournal,
  wipeDatabases,
} from './kept-files.ts';
import {allDatabases, keptLedger} from './kept-ledger.ts';
import {test} from './till-shop.ts';

test.describe.configure({mode: 'parallel', timeout: 180_000});

const secretSchema = z.object({token: z.string().min(32), identity: z.object({deviceId: z.string()})});
const bodySchema = z.object({bytes: z.string()});

/** The operation a line of the journal holds, its own hash checked. */
function operationOf(line: JournalLine) {
  const {hash, ...content} = operationSchema.parse(JSON.parse(bodySchema.parse(JSON.parse(line.body)).bytes));
  expect([hash, hashOperation(content)]).toEqual([line.hash, line.hash]);
  return content;
}

const tillsSchema = z.object({tills: z.array(z.object({id: z.string(), name: z.string()}))});

async function tillId(view: ShopView, name: string): Promise<string> {
  const {tills} = tillsSchema.parse(await view.ask('GET', '/sync/v1/admin/tills'));
  return tills.find(till => till.name === name)?.id ?? '';
}

/** A code for one use that this till holds from the morning. */
async function heldCode(view: ShopView): Promise<string> {
  await patiently.poll(() => heldCodes(view, 'Quayside 1', 'CARD-')).not.toEqual([]);
  const [code = ''] = await heldCodes(view, 'Quayside 1', 'CARD-');
  return code;
}

async function signIn(till: TillPage): Promise<void> {
  await till.isTill('Quayside 1');
  await till.signIn('Mira Adeyemi', '2468');
}

/** Sells a book in cash; returns the receipt's number. */
async function sellBook(till: TillPage, code?: string): Promise<string> {
  await till.addProduct(wares.book.ean, wares.book.name);
  if (code !== undefined) {
    await till.enterCode(code);
    await patiently(till.offers).toContainText(code);
    await patiently(till.totals).not.toContainText('€14.99');
  }
  const receipt = await till.payCash();
  await till.nextSale();
  return receipt;
}

test('it enrols itself, seals its token, sells with a promotion and a held code, and keeps a second copy', async ({
  openTill,
  shop,
  userData,
}) => {
  const till = await openTill();
  const {page} = till;
  await signIn(till);
  const kept = await ask(page, 'secret:get', {key: 'till.enrolment'});
  const {token, identity} = secretSchema.parse(JSON.parse((kept.ok && kept.value) || 'null'));

  const code = await heldCode(shop.view);
  for (const ware of [wares.teapot, wares.tea, wares.mug]) await till.addProduct(ware.ean, ware.name);
  await till.hasTotal('€61.08');
  await till.enterCode(code);
  await till.hasTotal('€51.92');
  expect(await till.payCash()).toBe('01-000001');
  const receipt = page.getByRole('article', {name: 'Receipt 01-000001'});
  for (const text of ['Teapot, 0.6 l, Oat', '2.00 off every tea with a teapot', '€51.92'])
    await patiently(receipt).toContainText(text);
  await settled(till);
  expect((await shop.view.voucher(code)).redemption.redeemed_quantity).toBe(1);
  expect((await shop.view.orders()).map(order => order.total_amount)).toEqual([5192]);

  const file = journalFile(userData);
  expect(file).toBe(join(userData, 'journal', `till-${identity.deviceId}.1.journal`));
  const ledger = await keptLedger(page);
  const lines = verifiedJournal(file);
  expect(lines.map(({seq, hash}) => ({sequence: seq, hash}))).toEqual(
    ledger.operations.map(({sequence, hash}) => ({sequence, hash})),
  );
  const sales = lines.map(operationOf).filter(({body}) => body.kind === 'sale');
  expect(sales).toMatchObject([{sequence: 1, body: {sale: {receiptNumber: '01-000001'}}}]);

  const databases = Object.entries(await allDatabases(page));
  expect(databases.map(([name]) => name)).toContain('counterfoil-ledger');
  const leaking = databases.filter(([, stores]) => JSON.stringify(stores).includes(token));
  expect(leaking.map(([name]) => name)).toEqual([]);
  await till.app.close();
  expect(readFileSync(join(userData, 'secrets.json'), 'utf8')).toContain('till.enrolment');
  expect(filesWith(userData, token)).toEqual([]);
});

test('kill -9 right after “Paid”: after the restart the sale is there once, and the server gets it once', async ({
  openTill,
  shop,
}) => {
  const till = await openTill();
  await signIn(till);
  await till.addProduct(wares.book.ean, wares.book.name);
  await till.enterCode('LUCKY3');
  await till.hasTotal('€9.99');
  const complete = await till.offerCash();
  await complete.click();
  await till.page.getByRole('heading', {name: 'Paid'}).waitFor();
  await till.app.kill();

  const again = await openTill();
  const {page} = again;
  const late = page.getByRole('button', {name: 'Next sale'});
  await late.or(page.getByRole('heading', {name: 'Who is selling?'})).waitFor();
  if (await late.isVisible()) await late.click();
  await signIn(again);
  expect(await lastReceipts(page)).toEqual(['01-000001']);
  await patiently(page.getByRole('list', {name: 'Lines of the order'})).toBeHidden();
  await settled(again);
  expect((await shop.view.orders()).map(order => order.total_amount)).toEqual([999]);
  expect((await shop.view.redemptions()).map(r => [r.voucher?.code, r.result])).toEqual([
    ['LUCKY3', 'SUCCESS'],
  ]);
  expect((await shop.view.voucher('LUCKY3')).redemption.redeemed_quantity).toBe(1);
});

test('wiped browser storage: the till comes back as itself from key store and journal, and nothing is spent twice', async ({
  openTill,
  shop,
  userData,
}) => {
  const till = await openTill();
  await signIn(till);
  const card = await heldCode(shop.view);
  expect(await sellBook(till, 'LUCKY3')).toBe('01-000001');
  await settled(till);
  await shop.stop();
  await offline(till);
  expect(await sellBook(till, card)).toBe('01-000002');
  expect(await sellBook(till, 'LUCKY3')).toBe('01-000003');
  const before = await keptLedger(till.page);
  expect(before.drawnLeases).toHaveLength(2);
  await till.app.close();
  expect(wipeDatabases(userData)).toHaveLength(1);

  const again = await openTill();
  const {page} = again;
  await patiently(page.getByRole('heading', {name: 'This is Quayside 1 of Quayside'})).toBeVisible();
  const restored = await keptLedger(page);
  expect(restored.head).toEqual(before.head);
  expect(restored.drawnLeases).toEqual(before.drawnLeases);
  expect(restored.operations).toEqual(before.operations.map(row => ({...row, state: 'queued'})));

  await shop.start();
  // The key lay in IndexedDB too: a manager enrols the till again, and it is the one it was.
  await page.getByRole('button', {name: 'Enrol it again'}).click({timeout: 60_000});
  await page
    .getByLabel('Enrolment code')
    .fill(await codeAgain(shop.view, await tillId(shop.view, 'Quayside 1')));
  await page.getByRole('button', {name: 'Enrol this till'}).click();
  await page.getByRole('heading', {name: 'Who is selling?'}).waitFor({timeout: 60_000});
  await signIn(again);
  await settled(again);
  expect(await lastReceipts(page)).toEqual(['01-000003', '01-000002', '01-000001']);
  const totals = async () => (await shop.view.orders()).map(order => order.total_amount).sort();
  expect(await totals()).toEqual([1274, 999, 999]);
  expect(await shop.view.redemptions(card)).toHaveLength(1);

  await again.addProduct(wares.book.ean, wares.book.name);
  await again.enterCode(card);
  await patiently(again.codeResults).toContainText('Used already');
  await again.removeCode(card);
  await again.enterCode('LUCKY3');
  await again.hasTotal('€9.99');
  expect(await again.payCash()).toBe('01-000004');
  await again.nextSale();
  await again.addProduct(wares.book.ean, wares.book.name);
  await again.enterCode('LUCKY3');
  await patiently(again.codeResults).toContainText('All 3 uses');
  await settled(again);
  expect(await totals()).toEqual([1274, 999, 999, 999]);
  expect((await shop.view.redemptions('LUCKY3')).map(({result}) => result)).toEqual(Array(3).fill('SUCCESS'));
  // A token that came without its key is a manager's business, whoever sent it.
  expect(await shop.view.ask('GET', '/sync/v1/admin/conflicts')).toMatchObject({
    conflicts: [{class: 'C6', detail: expect.stringContaining('no signature')}],
  });
  const journals = journalFiles(userData).map(file => verifiedJournal(file).map(({seq}) => seq));
  expect(journals.map(numbers => numbers.every((number, at) => number === at + 1))).toEqual([true, true]);
});

test('without its server the till sells on, breaks no policy, logs no error, and delivers afterwards', async ({
  openTill,
  shop,
}) => {
  const till = await openTill();
  const {page} = till;
  await till.isTill('Quayside 1');
  // What the page does while it loads is watched as well.
  await page.reload();
  await signIn(till);
  const card = await heldCode(shop.view);
  await sellBook(till, 'WELCOME10');
  await settled(till);
  await shop.stop();
  await offline(till);
  await sellBook(till, card);
  await till.addProduct(wares.candle.ean, wares.candle.name);
  await till.hasTotal('€16.91');
  await till.payCash();
  await patiently(page.getByRole('article', {name: 'Receipt 01-000003'})).toContainText('Sold offline');
  await till.nextSale();
  await till.addProduct(wares.book.ean, wares.book.name);
  await till.enterCode('CARD-JCNH-2DMF');
  await patiently(till.codeResults).toContainText('when the connection is back');

  await shop.start();
  await settled(till);
  const totals = (await shop.view.orders()).map(order => order.total_amount).sort();
  expect(totals).toEqual([1274, 1349, 1691]);
});

test('a journal damaged on the disk: the till starts, says so, and sells on', async ({
  openTill,
  shop,
  userData,
}) => {
  const till = await openTill();
  await signIn(till);
  for (const receipt of ['01-000001', '01-000002', '01-000003']) expect(await sellBook(till)).toBe(receipt);
  await till.app.close();
  const file = journalFile(userData);
  expect(verifiedJournal(file)).toHaveLength(3);
  damageLine(file, 3);

  const again = await openTill();
  const notice = again.page
    .getByRole('status')
    .filter({hasText: 'The second copy of the sales is not in order'});
  await patiently(notice).toContainText('damaged: altered at line 3');
  await patiently(notice).toContainText('Selling goes on');
  await signIn(again);
  expect(await sellBook(again)).toBe('01-000004');
  await settled(again);
  expect(await shop.view.orders()).toHaveLength(4);
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  expect(lines).toHaveLength(5);
  expect(JSON.parse(lines[4] ?? '')).toMatchObject({seq: 4});
});

test('wiped browser storage and a key store that does not open: the till does not pass for a new one', async ({
  openTill,
  userData,
}) => {
  const till = await openTill();
  await till.isTill('Quayside 1');
  await till.app.close();
  wipeDatabases(userData);
  const secrets = join(userData, 'secrets.json');
  writeFileSync(secrets, readFileSync(secrets, 'utf8').replace(/":"[^"]{4}/, '":"AAAA'));

  const {page} = await openTill();
  await patiently(page.getByRole('heading', {name: 'Set up this till'})).toBeVisible();
  const notice = page.getByRole('status').filter({hasText: 'till.enrolment cannot be read back'});
  await patiently(notice).toContainText('leaves behind what it has not sent');
});
