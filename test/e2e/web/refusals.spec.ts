import {expect} from '@playwright/test';
import {wares} from '../../../scripts/demo/wares.ts';
import {test, unknownCode} from './shop.ts';

test('every code that does not apply says why, and the sale goes on', async ({openTill, allowedLogs}) => {
  allowedLogs.push(unknownCode);
  const till = await openTill();
  await till.addProduct(wares.book.ean, wares.book.name);
  const refusals: readonly (readonly [code: string, says: RegExp])[] = [
    ['NOSUCH99', /Not a code of ours\. Check for O and 0/],
    ['SPRING25', /Ended \d+ \w+ \d{4}/],
    ['TWELFTH20', /Starts \d+ \w+ \d{4}/],
    ['FRIENDS12', /campaign behind this code is switched off/],
    ['BIG20', /€85\.01 more needed.*an order of 100\.00 or more/],
    ['REGULARS15', /Attach a customer \(F7\)/],
    ['MUG2', /Add Harbour Mug, 300 ml, Oat or/],
  ];
  for (const [code, says] of refusals) {
    await till.enterCode(code);
    await expect(till.codeResults).toContainText(code);
    await expect(till.codeResults).toContainText(says);
    await till.hasTotal('€14.99');
    await till.removeCode(code);
  }
  await till.payCash();
});

test('why: the sentence, the words for the customer, each condition with what there is', async ({
  openTill,
}) => {
  const till = await openTill();
  await till.addProduct(wares.book.ean, wares.book.name);
  await till.enterCode('BIG20');
  await till.offers.getByRole('button', {name: /^BIG20: waiting/}).click();
  const why = till.page.getByRole('dialog', {name: 'BIG20'});
  await expect(why).toContainText('Waiting');
  await expect(why).toContainText('Tell the customer:');
  const terms = why.getByRole('region', {name: 'Terms of this offer'});
  await expect(terms).toContainText('Not met:');
  await expect(terms).toContainText('€100.00');
  await expect(terms).toContainText('€14.99');
  await expect(why.getByRole('button', {name: 'Add €85.01 more'})).toBeVisible();
  await till.page.keyboard.press('Escape');
  await expect(why).toBeHidden();
});

test('several codes pasted at once are each answered', async ({openTill, allowedLogs}) => {
  allowedLogs.push(unknownCode);
  const till = await openTill();
  await till.addProduct(wares.teapot.ean, wares.teapot.name);
  await till.enterCode('WELCOME10 SPRING25\nNOSUCH99');
  for (const code of ['WELCOME10', 'SPRING25', 'NOSUCH99'])
    await expect(till.codeResults).toContainText(code);
  await till.hasTotal('€40.41');
});

test('a number no product has is said, and nothing is added', async ({openTill}) => {
  const till = await openTill();
  await till.scan('4006381333931');
  await expect(
    till.page.getByRole('main').getByText('No product has the number 4006381333931'),
  ).toBeVisible();
  await expect(till.page.getByText('Scan the first product')).toBeVisible();
});
