import {expect, type Page} from '@playwright/test';
import {settled, test} from './shop.ts';

/** Presses Tab until the named control has the focus; a person would too. */
async function tabTo(page: Page, role: 'button' | 'textbox' | 'tab', name: string | RegExp): Promise<void> {
  const target = page.getByRole(role, {name}).first();
  for (let presses = 0; presses < 60; presses += 1) {
    if (await target.evaluate(element => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reaches ${role} ${name}`);
}

test('a whole sale without a mouse: sign in, search, code, customer, pay, next', async ({openTill, shop}) => {
  const till = await openTill({signIn: false});
  const {page} = till;
  const {keyboard} = page;
  await tabTo(page, 'button', /^Mira Adeyemi/);
  await keyboard.press('Enter');
  await expect(page.locator('input[type=password]')).toBeFocused();
  await keyboard.type('2468');
  await keyboard.press('Enter');
  await expect(page.getByRole('region', {name: 'Order', exact: true})).toBeVisible();

  await keyboard.press('F2');
  await keyboard.type('ledger', {delay: 70});
  await expect(page.getByRole('option', {name: /The Lighthouse Ledger/})).toBeVisible();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await till.hasTotal('€14.99');
  await keyboard.press('Escape');

  await keyboard.press('F4');
  await expect(page.getByRole('dialog')).toBeVisible();
  await keyboard.type('3', {delay: 70});
  await keyboard.press('Enter');
  await till.hasTotal('€44.97');

  await keyboard.press('F3');
  await keyboard.type('welcome10', {delay: 70});
  await keyboard.press('Enter');
  await till.hasTotal('€40.47');
  await keyboard.press('Escape');

  await keyboard.press('F7');
  await expect(page.getByRole('dialog', {name: 'Customer'})).toBeVisible();
  await keyboard.type('raghun', {delay: 70});
  await expect(page.getByRole('option', {name: /Priya Raghunathan/})).toBeVisible();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  // Students read: 10 % off the books (4.50), then 10 % of what is left.
  await till.hasTotal('€36.42');

  await keyboard.press('F12');
  await expect(page.getByRole('region', {name: 'Ways to pay'})).toBeVisible();
  await keyboard.type('50', {delay: 70});
  await keyboard.press('Enter');
  await expect(page.getByText('€13.58')).toBeVisible();
  await keyboard.press('F12');
  await till.paid();
  await keyboard.press('Enter');
  await expect(page.getByText('Scan the first product')).toBeVisible();
  await settled(till);
  const mine = (await shop.view.redemptions()).filter(r => r.channel?.channel_id === till.id);
  expect(mine.map(({result}) => result)).not.toContain('FAILURE');
  expect(mine.length).toBeGreaterThan(1);
});

test('help, why and undo by keys; a dialog keeps the focus and gives it back', async ({openTill}) => {
  const {page, offers, enterCode, addProduct, hasTotal} = await openTill();
  const {keyboard} = page;
  await keyboard.press('F1');
  const help = page.getByRole('dialog', {name: 'Keys'});
  await expect(help).toBeVisible();
  for (let presses = 0; presses < 8; presses += 1) await keyboard.press('Tab');
  expect(await help.evaluate(dialog => dialog.contains(document.activeElement))).toBe(true);
  await keyboard.press('Escape');
  await expect(help).toBeHidden();

  await addProduct('5909902001137', 'The Lighthouse Ledger');
  await enterCode('BIG20');
  await tabTo(page, 'button', /^BIG20: waiting/);
  await keyboard.press('Enter');
  await expect(page.getByRole('dialog', {name: 'BIG20'})).toBeVisible();
  await keyboard.press('Enter');
  await expect(page.getByRole('dialog', {name: 'BIG20'})).toBeHidden();
  await expect(offers.getByRole('button', {name: /^BIG20: waiting/})).toBeFocused();
  await keyboard.press('Delete');
  await expect(page.getByText('Scan the first product')).toBeVisible();
  await keyboard.press('Control+z');
  await hasTotal('€14.99');
});
