import '../app/global.css';
import {beforeEach, expect, test, vi} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import {render} from 'vitest-browser-react';
import {decide} from '../../shared/decision/decide.ts';
import {epochMs} from '../../shared/kernel/epoch.ts';
import type {AccountView} from '../../shared/protocol/exchange.ts';
import {cart} from '../../test/builders/cart.ts';
import {facts, request} from '../../test/builders/facts.ts';
import {gift, type Offer} from '../../test/builders/offers.ts';
import {emptyContent} from '../sale/sale-content.ts';
import {type Completion, PayScreen} from './pay-screen.tsx';

beforeEach(() => localStorage.setItem('counterfoil.sounds', 'off'));

function priced(amount: number, offers: readonly Offer[]) {
  const order = cart({mug: amount});
  const given = {mode: 'PARTIAL' as const};
  const known = facts(offers, given);
  const asked = request(order, offers, given);
  return {
    content: emptyContent,
    request: asked,
    facts: known,
    decision: decide(known, asked),
    accounts: [],
    productNames: new Map(),
  };
}

async function payScreen(amount: number, offers: readonly Offer[] = [], answer?: Promise<Completion>) {
  const complete = vi.fn(() => answer ?? Promise.resolve<Completion>({ok: true}));
  const onBack = vi.fn();
  const screen = await render(
    <PayScreen priced={priced(amount, offers)} complete={complete} onBack={onBack} />,
  );
  return {screen, complete, onBack, left: screen.getByRole('region', {name: 'Payment'})};
}

test('cash above what is due: the change is shown before and the sale is completed once', async () => {
  const {screen, complete} = await payScreen(1240);
  await screen.getByRole('button', {name: '€20.00', exact: true}).click();
  await expect.element(screen.getByText('€7.60')).toBeVisible();
  await screen.getByRole('button', {name: /Complete sale/}).click();
  expect(complete).toHaveBeenCalledExactlyOnceWith({
    tenders: [{kind: 'cash', amountMinor: 2000}],
    changeMinor: 760,
  });
});

test('by keyboard alone: type with a comma, Enter for cash, Enter to complete', async () => {
  const {complete} = await payScreen(1240);
  // Slowly, as a person types.
  for (const key of '12,40') {
    await userEvent.keyboard(key);
    await new Promise(resolve => setTimeout(resolve, 80));
  }
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(document.activeElement?.textContent).toContain('Complete sale'));
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(complete).toHaveBeenCalledOnce());
  expect(complete.mock.calls).toEqual([[{tenders: [{kind: 'cash', amountMinor: 1240}], changeMinor: 0}]]);
});

test('a split in any order, and a tender taken back before the sale is completed', async () => {
  const {screen, left} = await payScreen(5000);
  await screen.getByRole('textbox', {name: 'Amount'}).fill('30');
  await screen.getByRole('button', {name: /^Card/}).click();
  await expect.element(left).toHaveTextContent('Left to pay€20.00');
  await screen.getByRole('button', {name: 'Remove Card €30.00'}).click();
  await expect.element(left).toHaveTextContent('Left to pay€50.00');
});

test('a card is never charged more than what is missing', async () => {
  const {screen} = await payScreen(1240);
  await screen.getByRole('textbox', {name: 'Amount'}).fill('20');
  await screen.getByRole('button', {name: /^Card/}).click();
  await expect.element(screen.getByText(/charged at most what is missing/)).toBeVisible();
});

test('what is no amount is said so and takes nothing', async () => {
  const {screen, left} = await payScreen(1240);
  await screen.getByRole('textbox', {name: 'Amount'}).fill('1,2,3');
  await screen.getByRole('button', {name: /^Cash/}).click();
  await expect.element(screen.getByText(/That is not an amount/)).toBeVisible();
  await expect.element(left).toHaveTextContent('Left to pay€12.40');
});

test('a gift card stands among the tenders, masked, with what is left; nothing else is needed', async () => {
  const {screen, complete, left} = await payScreen(1240, [gift('GIFT-2026-1936', 5000)]);
  await expect
    .element(left)
    .toHaveTextContent('Gift card ••••1936€37.60 more can be spent at this till12.40');
  await screen.getByRole('button', {name: /Complete sale/}).click();
  expect(complete).toHaveBeenCalledExactlyOnceWith({tenders: [], changeMinor: 0});
});

test('while the sale is being kept it can’t be completed again or left', async () => {
  const {screen, complete, onBack} = await payScreen(1240, [], new Promise(() => {}));
  await screen.getByRole('button', {name: /^Exact/}).click();
  await screen.getByRole('button', {name: /Complete sale/}).click();
  await userEvent.keyboard('{F12}{Enter}{Escape}');
  expect(complete).toHaveBeenCalledOnce();
  expect(onBack).not.toHaveBeenCalled();
});

test('a sale that could not be kept says why, and stays open with its tenders', async () => {
  const message = 'Not saved: the storage of this till is full.';
  const {screen, left} = await payScreen(1240, [], Promise.resolve({ok: false, message}));
  await screen.getByRole('button', {name: /^Exact/}).click();
  await screen.getByRole('button', {name: /Complete sale/}).click();
  await expect.element(screen.getByText(message)).toBeVisible();
  await expect.element(left).toHaveTextContent('Cash12.40');
});

test('pressed twice before the screen is drawn again, it is still one sale', async () => {
  const {screen, complete} = await payScreen(1240, [], new Promise(() => {}));
  await screen.getByRole('button', {name: /^Exact/}).click();
  await expect.element(screen.getByRole('button', {name: /Complete sale/})).toHaveFocus();
  for (let presses = 0; presses < 2; presses += 1) {
    window.dispatchEvent(new KeyboardEvent('keydown', {key: 'F12', cancelable: true}));
  }
  expect(complete).toHaveBeenCalledOnce();
});

test('after a part is paid, and after it is taken back, the amount can be typed at once', async () => {
  const {screen} = await payScreen(1240);
  const amount = screen.getByRole('textbox', {name: 'Amount'});
  await amount.fill('5');
  await screen.getByRole('button', {name: 'Card €5.00'}).click();
  await expect.element(screen.getByRole('button', {name: 'Card €7.40'})).toBeVisible();
  await expect.element(amount).toHaveFocus();
  await screen.getByRole('button', {name: 'Remove Card €5.00'}).click();
  await expect.element(amount).toHaveFocus();
});

test('what cannot be read as an amount is on no button', async () => {
  const {screen} = await payScreen(1240);
  await screen.getByRole('textbox', {name: 'Amount'}).fill('12x');
  await expect.element(screen.getByRole('button', {name: 'Cash', exact: true})).toBeVisible();
});

test('millions fit the buttons and the ticket they stand on', async () => {
  await page.viewport(1024, 768);
  const {screen} = await payScreen(999_999_901);
  const boxes = screen.container.querySelectorAll('button, [class*=ticket]');
  expect(boxes.length).toBeGreaterThan(10);
  for (const box of boxes) {
    expect.soft(box.scrollWidth, box.textContent).toBeLessThanOrEqual(box.clientWidth + 1);
  }
});

test('a dialog over the payment keeps F12 to itself', async () => {
  const {screen, complete} = await payScreen(1240);
  await screen.getByRole('button', {name: /^Exact/}).click();
  await expect.element(screen.getByRole('button', {name: /Complete sale/})).toHaveFocus();
  const dialog = document.createElement('div');
  dialog.setAttribute('role', 'dialog');
  document.body.append(dialog);
  await userEvent.keyboard('{F12}');
  dialog.remove();
  expect(complete).not.toHaveBeenCalled();
});

test('what the server last said is on a card stands beside what this till may spend of it', async () => {
  const offer = gift('GIFT-7316-1936', 5000);
  const sale = priced(1240, [offer]);
  const view: AccountView = {
    account: 'g:v_GIFT-7316-1936:balance',
    limit: 9000,
    posted: 1500,
    free: 0,
    heldByTills: [],
    lastUse: null,
    asOfMs: epochMs(Date.UTC(2026, 10, 20, 13, 2)),
  };
  const screen = await render(
    <PayScreen priced={{...sale, accounts: [view]}} complete={vi.fn()} onBack={() => {}} />,
  );
  await expect.element(screen.getByText('€75.00 on the card, confirmed 20 Nov 2026, 14:02')).toBeVisible();
});
