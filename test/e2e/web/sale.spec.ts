import {expect} from '@playwright/test';
import {wares} from '../../../scripts/demo/wares.ts';
import {settled, test} from './shop.ts';

test('scan, promotions, a code, cash and card: one order with its redemptions arrives', async ({
  openTill,
  shop,
}) => {
  const till = await openTill();
  const {page} = till;
  for (const ware of [wares.teapot, wares.tea, wares.mug]) await till.addProduct(ware.ean, ware.name);
  await till.hasTotal('€61.08');
  await till.enterCode('WELCOME10');
  await till.hasTotal('€54.97');

  await till.totals.getByRole('button', {name: 'Pay'}).click();
  await page.getByLabel('Amount', {exact: true}).and(page.locator('input')).fill('20');
  await page.getByRole('button', {name: 'Card €20.00'}).click();
  await page.getByRole('button', {name: '€40.00'}).click();
  await expect(page.getByText('Change')).toBeVisible();
  await expect(page.getByText('€5.03')).toBeVisible();
  await page.getByRole('button', {name: 'Complete sale'}).click();
  const receipt = await till.paid();
  await settled(till);

  const redemptions = (await shop.view.redemptions()).filter(r => r.channel?.channel_id === till.id);
  expect(redemptions.map(({result}) => result)).not.toContain('FAILURE');
  expect(redemptions.filter(r => r.voucher?.code === 'WELCOME10')).toHaveLength(1);
  expect(redemptions.filter(r => r.related_object_type === 'promotion_tier')).toHaveLength(2);
  const orders = await shop.view.orders();
  expect(orders.filter(order => order.total_amount === 5497 && order.status === 'PAID')).toHaveLength(1);
  const shown = page.getByRole('article', {name: `Receipt ${receipt}`});
  for (const text of ['Teapot, 0.6 l, Oat', '2.00 off every tea with a teapot', 'Welcome', '€54.97'])
    await expect(shown).toContainText(text);
});

test('search by name, quantity, removal and undo', async ({openTill}) => {
  const till = await openTill();
  const {page} = till;
  await page.getByRole('textbox', {name: 'Search products'}).or(page.getByRole('searchbox')).fill('shortbr');
  await page.getByRole('option', {name: /Shortbread Rounds/}).click();
  await till.hasTotal('€4.90');
  await page.getByRole('button', {name: 'One more of Shortbread Rounds, 180 g'}).click();
  await till.hasTotal('€9.80');
  await till.addProduct(wares.book.ean, wares.book.name);
  await till.hasTotal('€24.79');
  await page.getByRole('button', {name: `Remove ${wares.book.name}`}).click();
  await till.hasTotal('€9.80');
  await page.getByRole('button', {name: 'Take the last change back'}).click();
  await till.hasTotal('€24.79');
});

test('a customer attached with F7 opens what is theirs', async ({openTill}) => {
  const till = await openTill();
  const {page} = till;
  await till.addProduct(wares.book.ean, wares.book.name);
  await till.enterCode('REGULARS15');
  await expect(till.codeResults).toContainText('Attach a customer (F7)');
  await till.hasTotal('€14.99');
  await page.keyboard.press('F7');
  await page
    .getByRole('dialog', {name: 'Customer'})
    .getByRole('textbox')
    .or(page.getByRole('searchbox'))
    .fill('Fedders');
  await page.getByRole('option', {name: /Annegret Feddersen/}).click();
  await till.hasTotal('€12.74');
  await expect(page.getByRole('button', {name: /^Annegret Feddersen/})).toBeVisible();
});

test('a code made a moment ago is fetched and leased in one go', async ({openTill, shop}) => {
  const till = await openTill();
  await till.addProduct(wares.book.ean, wares.book.name);
  const code = await shop.addCode(1);
  await till.enterCode(code);
  await till.hasTotal('€9.99');
  await till.payCash();
  await settled(till);
  expect((await shop.view.voucher(code)).redemption.redeemed_quantity).toBe(1);
});

test('a gift card pays what it has, the rest is paid in cash, and the card is empty afterwards', async ({
  openTill,
  shop,
}) => {
  const till = await openTill();
  const code = `GIFT-E2E-${till.id.slice(-6)}`;
  await shop.view.ask('POST', `/v1/vouchers/${code}`, {
    type: 'GIFT_VOUCHER',
    gift: {amount: 1000, effect: 'APPLY_TO_ORDER'},
  });
  await till.addProduct(wares.book.ean, wares.book.name);
  await till.enterCode(code);
  await expect(till.codeResults).toContainText('pays €10.00', {timeout: 15_000});
  await till.hasTotal('€4.99');
  await till.payCash();
  await settled(till);
  expect((await shop.view.voucher(code)).gift).toMatchObject({amount: 1000, balance: 0});
  await till.nextSale();
  await till.addProduct(wares.book.ean, wares.book.name);
  await till.enterCode(code);
  await expect(till.codeResults).toContainText('Nothing is left on this card.', {timeout: 15_000});
});
