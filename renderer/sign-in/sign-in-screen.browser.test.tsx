import {scrypt} from '@noble/hashes/scrypt.js';
import {bytesToHex, hexToBytes, utf8ToBytes} from '@noble/hashes/utils.js';
import {expect, test, vi} from 'vitest';
import {userEvent} from 'vitest/browser';
import {render} from 'vitest-browser-react';
import {epochMs} from '../../shared/kernel/epoch.ts';
import type {Staff} from '../../shared/protocol/staff.ts';
import {openingMs} from '../../test/builders/facts.ts';
import {publishTo, testTill} from '../../test/tills/test-till.ts';
import {SignInScreen} from './sign-in-screen.tsx';

const saltHex = '000102030405060708090a0b0c0d0e0f';
/** A cheap verifier: the cost is a parameter of the stored one, not of the screen. */
const hash = scrypt(utf8ToBytes('2468'), hexToBytes(saltHex), {N: 1024, r: 8, p: 1, dkLen: 32});
const ada: Staff = {
  kind: 'staff',
  id: 'staff_ada',
  version: 1,
  name: 'Ada',
  role: 'cashier',
  active: true,
  pin: {algorithm: 'scrypt', n: 1024, r: 8, p: 1, saltHex, hashHex: bytesToHex(hash)},
};

async function signIn() {
  let nowMs: number = openingMs;
  const till = await testTill({nowMs: () => epochMs(nowMs)});
  await publishTo(till.db, [ada, {...ada, id: 'staff_ben', name: 'Ben'}]);
  const onSignedIn = vi.fn();
  const open = () =>
    render(
      <SignInScreen
        till={till}
        timeZone="Europe/Vienna"
        lastContactMs={null}
        status={null}
        notices={null}
        demoStaff={[]}
        onSignedIn={onSignedIn}
      />,
    );
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return {open, onSignedIn, pass};
}

async function enter(pin: string): Promise<void> {
  await userEvent.keyboard(`${pin}{Enter}`);
}

test('a name and the right PIN sign in, without a server', async () => {
  const {open, onSignedIn} = await signIn();
  const screen = await open();
  await screen.getByRole('button', {name: /Ada/}).click();
  await enter('2468');
  await vi.waitFor(() => expect(onSignedIn).toHaveBeenCalledExactlyOnceWith(ada));
});

test('the PIN is a password to the page and typed on the pad as well', async () => {
  const {open, onSignedIn} = await signIn();
  const screen = await open();
  await screen.getByRole('button', {name: /Ada/}).click();
  const field = screen.getByLabelText('PIN', {exact: true}).first();
  await expect.element(field).toHaveAttribute('type', 'password');
  for (const digit of '2468') await screen.getByRole('button', {name: digit, exact: true}).click();
  await screen.getByRole('button', {name: 'Sign in'}).click();
  await vi.waitFor(() => expect(onSignedIn).toHaveBeenCalledOnce());
});

test('five wrong tries lock the person for 30 seconds, over a restart, and nobody else', async () => {
  const {open, onSignedIn, pass} = await signIn();
  const screen = await open();
  await screen.getByRole('button', {name: /Ada/}).click();
  for (let wrong = 1; wrong <= 5; wrong += 1) {
    await enter('1111');
    const expected = wrong < 5 ? `${5 - wrong} ${wrong === 4 ? 'try' : 'tries'} left` : 'Wait 30 s';
    await expect.element(screen.getByText(new RegExp(expected))).toBeVisible();
  }
  await screen.unmount();

  const again = await open();
  await again.getByRole('button', {name: /Ada/}).click();
  await expect.element(again.getByText(/Too many wrong tries. Wait 30 s/)).toBeVisible();
  await expect.element(again.getByRole('button', {name: 'Sign in'})).toBeDisabled();
  await again.getByRole('button', {name: 'Someone else'}).click();
  await again.getByRole('button', {name: /Ben/}).click();
  await enter('2468');
  await vi.waitFor(() => expect(onSignedIn).toHaveBeenCalledOnce());

  pass(30_001);
  await again.getByRole('button', {name: 'Someone else'}).click();
  await again.getByRole('button', {name: /Ada/}).click();
  await expect.element(again.getByText(/Too many/)).not.toBeInTheDocument();
  await expect.element(again.getByLabelText('PIN', {exact: true}).first()).toHaveFocus();
  await enter('2468');
  await vi.waitFor(() => expect(onSignedIn).toHaveBeenCalledTimes(2));
});

test('going back from the PIN to the names leaves the keyboard among the names', async () => {
  const {open} = await signIn();
  const screen = await open();
  await screen.getByRole('button', {name: /Ada/}).click();
  screen.getByRole('button', {name: 'Someone else'}).element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByRole('button', {name: /Ada/})).toHaveFocus();
});
