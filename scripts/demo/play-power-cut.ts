/** Point 4: kill -9 right after “Paid”. What was paid is there afterwards, once. */
import {expectEqual} from './narrator.ts';
import type {Tills} from './play-morning.ts';
import type {Stage, Till} from './stage.ts';
import {patiently} from './till-page.ts';
import {wares} from './wares.ts';

/** Till 1 dies and comes back with the server still gone. Returns the till as it is opened again. */
export async function cutPower(stage: Stage, {one, two}: Tills): Promise<Tills> {
  const {narrator} = stage;
  await narrator.step('Till 1 is killed (kill -9) the moment it says “Paid”', async () => {
    await one.addProduct(wares.book.ean, wares.book.name);
    await one.hasTotal('€14.99');
    const complete = await one.offerCash();
    await complete.click();
    await one.page.getByRole('heading', {name: 'Paid'}).waitFor();
    await one.kill();
  });
  const reopened = await stage.openTill('till-1');
  await narrator.step('Opened again without a server, the till knows itself and its staff', async () => {
    await leaveLateReceipt(reopened);
    await reopened.isTill('Quayside 1');
    await reopened.signIn('Mira Adeyemi', '2468');
  });
  await narrator.step('The receipt is there, the four before it too, and none is there twice', async () => {
    expectEqual('receipts', await lastReceipts(reopened), [
      '01-000005',
      '01-000004',
      '01-000003',
      '01-000002',
      '01-000001',
    ]);
    await narrator.picture(reopened.page, 'after-kill');
    await reopened.page.keyboard.press('Escape');
    await patiently(reopened.connection).toContainText('4 to send');
  });
  return {one: reopened, two};
}

/** Killed before “Paid” was noted as shown, the till shows it once more at start. */
async function leaveLateReceipt({page}: Till): Promise<void> {
  const next = page.getByRole('button', {name: 'Next sale'});
  await next.or(page.getByRole('heading', {name: 'Who is selling?'})).waitFor();
  if (await next.isVisible()) await next.click();
}

async function lastReceipts({page}: Till): Promise<string[]> {
  await page.getByRole('button', {name: 'Mira Adeyemi'}).click();
  await page.getByRole('menuitem', {name: 'Last receipts'}).click();
  const receipts = page.getByRole('list', {name: 'Receipts'}).getByRole('button');
  await receipts.first().waitFor();
  const texts = await receipts.allInnerTexts();
  return texts.map(text => /\d\d-\d{6}/.exec(text)?.[0] ?? text);
}
