import {expect} from '@playwright/test';
import {wares} from '../../../scripts/demo/wares.ts';
import {settled, test} from './shop.ts';

test('a pack that an offer adds is on the ticket, the receipt and the order, at nothing', async ({
  openTill,
  shop,
}) => {
  const till = await openTill();
  const {page} = till;
  await till.addProduct(wares.mug.ean, wares.mug.name);
  await till.enterCode('SWEET1');
  await till.hasTotal('€14.50');
  const lines = page.getByRole('list', {name: 'Lines of the order'});
  await expect(lines).toContainText('Shortbread Rounds, 180 g');
  await expect(lines).toContainText('Added by an offer');
  await expect(till.totals).toContainText('19.40');
  await expect(page.getByRole('button', {name: 'One more of Shortbread Rounds, 180 g'})).toHaveCount(0);
  await till.totals.getByRole('button', {name: 'Pay'}).click();
  await page.getByRole('button', {name: '€14.50'}).first().click();
  await page.getByRole('button', {name: 'Complete sale'}).click();
  const receipt = await till.paid();
  const shown = page.getByRole('article', {name: `Receipt ${receipt}`});
  for (const text of ['Shortbread Rounds, 180 g', 'Something sweet', 'You saved', '€4.90'])
    await expect(shown).toContainText(text);
  await settled(till);
  const orders = await shop.view.orders();
  expect(orders.filter(order => order.total_amount === 1450 && order.status === 'PAID')).toHaveLength(1);
});

test('of three packs one is free; a teapot asks for its mugs', async ({openTill}) => {
  const till = await openTill();
  const {page} = till;
  await page.getByRole('textbox', {name: 'Search products'}).or(page.getByRole('searchbox')).fill('shortbr');
  await page.getByRole('option', {name: /Shortbread Rounds/}).click();
  for (const total of ['€9.80', '€14.70']) {
    await page.getByRole('button', {name: 'One more of Shortbread Rounds, 180 g'}).click();
    await till.hasTotal(total);
  }
  await till.enterCode('THIRDFREE');
  await till.hasTotal('€9.80');
  await till.addProduct(wares.teapot.ean, wares.teapot.name);
  await till.enterCode('TEATABLE');
  await expect(till.codeResults).toContainText(wares.mug.name);
  await till.addProduct(wares.mug.ean, wares.mug.name);
  await page.getByRole('button', {name: `One more of ${wares.mug.name}`}).click();
  await till.hasTotal('€67.27');
});
