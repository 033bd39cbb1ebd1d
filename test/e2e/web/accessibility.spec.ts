import {AxeBuilder} from '@axe-core/playwright';
import {expect, type Page} from '@playwright/test';
import {wares} from '../../../scripts/demo/wares.ts';
import {test, unknownCode} from './shop.ts';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe finds wrong, one line each, with the place. Animations are over first: a fading dialog has no contrast. */
async function faults(page: Page): Promise<string[]> {
  await page.evaluate(() =>
    Promise.race([
      Promise.allSettled(document.getAnimations().map(({finished}) => finished)),
      new Promise(resolve => setTimeout(resolve, 1500)),
    ]).then(() => undefined),
  );
  const {violations} = await new AxeBuilder({page}).withTags(rules).analyze();
  return violations.flatMap(({id, nodes}) =>
    nodes.map(node => `${id}: ${node.target.join(' ')} ${node.html}`),
  );
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every screen keeps WCAG 2.2 AA, ${colorScheme}`, async ({openTill, shop, browser, allowedLogs}) => {
    allowedLogs.push(unknownCode);
    test.setTimeout(180_000);
    const found: string[] = [];
    const check = async (screen: string, page: Page) => {
      for (const fault of await faults(page)) found.push(`${screen}: ${fault}`);
    };
    const context = await browser.newContext({colorScheme});
    const stranger = await context.newPage();
    await stranger.goto(shop.address);
    await stranger.getByLabel('Enrolment code').fill('WRONG-23');
    await stranger.getByRole('button', {name: 'Enrol this till'}).click();
    await stranger.getByRole('alert').filter({hasText: 'Not enrolled'}).waitFor();
    await check('enrolment', stranger);
    await context.close();

    const till = await openTill({signIn: false});
    const {page} = till;
    await page.emulateMedia({colorScheme});
    await check('sign-in', page);
    await page.getByRole('list', {name: 'Staff'}).getByRole('button', {name: 'Ruth'}).click();
    await check('PIN', page);
    await page.getByRole('button', {name: 'Someone else'}).click();
    await till.signIn('Mira Adeyemi', '2468');
    await check('empty order', page);

    for (const ware of [wares.candle, wares.book]) await till.addProduct(ware.ean, ware.name);
    for (const code of ['WELCOME10', 'SPRING25', 'BIG20', 'NOSUCH99']) await till.enterCode(code);
    await expect(till.codeResults).toContainText('NOSUCH99');
    await check('order with offers', page);
    for (const [screen, open] of dialogs(page)) {
      await open();
      await page.getByRole('dialog').waitFor();
      await check(screen, page);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({state: 'detached'});
    }
    await page.getByRole('button', {name: 'Mira Adeyemi'}).click();
    await check('menu', page);
    await page.keyboard.press('Escape');

    await till.totals.getByRole('button', {name: 'Pay'}).click();
    await check('pay', page);
    await page.getByRole('button', {name: /^Exact/}).click();
    await check('complete', page);
    await page.getByRole('button', {name: 'Complete sale'}).click();
    await till.paid();
    await check('paid', page);
    expect(found).toEqual([]);
  });
}

function dialogs(page: Page): readonly (readonly [screen: string, open: () => Promise<void>])[] {
  const menu = (item: string) => async () => {
    await page.getByRole('button', {name: 'Mira Adeyemi'}).click();
    await page.getByRole('menuitem', {name: item}).click();
  };
  const offers = page.getByRole('list', {name: 'Offers on this order'});
  return [
    ['why refused', () => offers.getByRole('button', {name: /^SPRING25: refused/}).click()],
    ['why waiting', () => offers.getByRole('button', {name: /^BIG20: waiting/}).click()],
    ['help', () => page.keyboard.press('F1')],
    ['price check', () => page.keyboard.press('F5')],
    ['customer', () => page.keyboard.press('F7')],
    ['quantity', () => page.keyboard.press('F4')],
    ['queue', () => page.getByRole('button', {name: /^Connection:/}).click()],
    ['receipts', menu('Last receipts')],
    ['look and sound', menu('Look and sound')],
  ];
}
