import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {userEvent} from 'vitest/browser';
import {render} from 'vitest-browser-react';
import {createStore} from 'zustand/vanilla';
import type {Document} from '../../shared/protocol/document.ts';
import {product, settings} from '../../test/builders/facts.ts';
import {percent, percentOff, tier} from '../../test/builders/offers.ts';
import {publishTo, testTill} from '../../test/tills/test-till.ts';
import {openSaleStore} from '../sale/open-sale.ts';
import type {Uplink} from '../uplink/uplink.ts';
import type {UplinkStatus} from '../uplink/uplink-status.ts';
import {type Pricer, startPricer} from './pricer.ts';
import {SellScreen} from './sell-screen.tsx';

const mugCode = '4006381333931';
const teaCode = '4099901001137';
const mug = {...product('mug', 2400), barcodes: [mugCode]};
const tea = {...product('tea', 800), barcodes: [teaCode]};
const auto = tier('Tea week', percentOff(10));
const old = percent('OLD', 10, {active: false});

const running: Pricer[] = [];
beforeEach(() => localStorage.setItem('counterfoil.sounds', 'off'));
afterEach(() => {
  for (const pricer of running.splice(0)) pricer.stop();
});

async function sellScreen(more: readonly Document[] = []) {
  const till = await testTill();
  const documents = [settings(), mug, tea, auto.tier, auto.campaign, old.voucher, ...more];
  await publishTo(
    till.db,
    documents.filter(document => document !== null),
  );
  const sale = openSaleStore(
    () => 0,
    () => crypto.randomUUID(),
  );
  const status = createStore(() => ({state: 'offline'}) as UplinkStatus);
  const offline: Uplink = {
    status,
    want: () => Promise.resolve({ok: false, code: 'offline'}),
    pullNow: () => Promise.resolve(),
    findCode: () => Promise.resolve(),
    prepare() {},
    nudge() {},
    stop() {},
  };
  const pricer = startPricer(till, offline, sale);
  running.push(pricer);
  const onPay = vi.fn();
  const screen = await render(
    <SellScreen
      till={till}
      settings={settings()}
      sale={sale}
      pricer={pricer}
      isOnline={false}
      firstScan={null}
      onPay={onPay}
    />,
  );
  return {screen, onPay, totals: screen.getByRole('region', {name: 'Totals'})};
}

function scan(text: string): void {
  for (const key of [...text, 'Enter']) {
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}),
    );
  }
}

/** As a person presses keys, one after the other. */
async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await userEvent.keyboard(key);
    await new Promise(resolve => setTimeout(resolve, 80));
  }
}

test('a scan adds a line, promotions apply by themselves, and the shown parts make the total', async () => {
  const {screen, totals} = await sellScreen();
  scan(mugCode);
  await expect.element(totals).toHaveTextContent('Subtotal24.00Tea week−2.40TotalYou save €2.40€21.60');
  await expect.element(screen.getByRole('button', {name: 'Tea week: applied, −€2.40'})).toBeVisible();
});

test('a quantity typed ahead goes to the next product only, also when two scans follow at once', async () => {
  const {screen} = await sellScreen();
  await press('*', '3');
  scan(mugCode);
  scan(teaCode);
  await expect.element(screen.getByRole('button', {name: /^3 mug/})).toBeVisible();
  await expect.element(screen.getByRole('button', {name: /^1 tea/})).toBeVisible();
});

test('keys: one more, remove, take it back, pay', async () => {
  const {screen, onPay, totals} = await sellScreen();
  scan(mugCode);
  await expect.element(totals).toHaveTextContent('€21.60');
  await press('+');
  await expect.element(totals).toHaveTextContent('€43.20');
  await press('{Delete}');
  await expect.element(screen.getByText('Scan the first product')).toBeVisible();
  await press('{F12}');
  expect(onPay).not.toHaveBeenCalled();
  await press('{Control>}z{/Control}');
  await expect.element(totals).toHaveTextContent('€43.20');
  await press('{F12}');
  expect(onPay).toHaveBeenCalledOnce();
});

test('a code that does not apply says why at once, and its chip opens the whole reason', async () => {
  const {screen} = await sellScreen();
  scan(mugCode);
  await press('{F3}');
  await press(...'old', '{Enter}');
  const result = screen.getByRole('list', {name: 'What became of the code'});
  await expect.element(result).toHaveTextContent('old This code is switched off.');
  await screen.getByRole('button', {name: 'OLD: refused, why?'}).click();
  await expect
    .element(screen.getByRole('dialog'))
    .toHaveTextContent(/Refused.*switched off.*Tell the customer/);
});

test('a number no product has is said so and adds nothing', async () => {
  const {screen} = await sellScreen();
  scan('96385074');
  await expect.element(screen.getByText(/No product has the number 96385074/)).toBeVisible();
  await expect.element(screen.getByText('Scan the first product')).toBeVisible();
});

test('search by keyboard: F2, a few letters, Enter', async () => {
  const {screen} = await sellScreen();
  await press('{F2}');
  await press(...'te', '{Enter}');
  await expect.element(screen.getByRole('button', {name: /^1 tea/})).toBeVisible();
});

test('the function keys work while the product search has the focus', async () => {
  const {screen, onPay, totals} = await sellScreen();
  await press('{F2}');
  await press(...'te', '{Enter}');
  await expect.element(totals).toHaveTextContent('€7.20');
  await expect.element(screen.getByPlaceholder('Search by name or number')).toHaveFocus();
  await press('{F4}');
  await expect.element(screen.getByRole('dialog', {name: 'Quantity of tea'})).toBeVisible();
  await press('{Escape}');
  await press('{F2}', '{F12}');
  expect(onPay).toHaveBeenCalledOnce();
});

describe('the focus is not lost with what it was on', () => {
  test('a code taken off hands it to the next chip, the last one to the code field', async () => {
    const {screen} = await sellScreen();
    scan(mugCode);
    const field = screen.getByRole('textbox', {name: 'Code or gift card'});
    await field.fill('old nope');
    await press('{Enter}');
    const takeOff = (code: string) => screen.getByRole('button', {name: `Take ${code} off`});
    await expect.element(takeOff('nope')).toBeVisible();
    takeOff('OLD').element().focus();
    await press('{Enter}');
    await expect.element(takeOff('nope')).toHaveFocus();
  });

  test('a removed line hands it to the line that took its place, the last one to the order', async () => {
    const {screen} = await sellScreen();
    scan(mugCode);
    scan(teaCode);
    const remove = (name: string) => screen.getByRole('button', {name: `Remove ${name}`});
    await expect.element(remove('tea')).toBeVisible();
    remove('tea').element().focus();
    await press('{Enter}');
    await expect.element(screen.getByRole('button', {name: /^1 mug/})).toHaveFocus();
    remove('mug').element().focus();
    await press('{Enter}');
    await expect.element(screen.getByRole('region', {name: 'Order', exact: true})).toHaveFocus();
  });
});

test('a shop that has sold nothing yet is told how to find its products, also those without a category', async () => {
  const {screen} = await sellScreen();
  await expect.element(screen.getByText(/Nothing has been sold here yet/)).toBeVisible();
  await screen.getByRole('tab', {name: 'Other'}).click();
  await expect.element(screen.getByRole('tabpanel').getByRole('button', {name: /mug/})).toBeVisible();
});
