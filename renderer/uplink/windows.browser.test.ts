/** Two windows of one till: real Web Locks and channels. */
import {expect, test, vi} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {openingMs, product, settings} from '../../test/builders/facts.ts';
import {percent} from '../../test/builders/offers.ts';
import {saleDraft, sold, spendableOf} from '../../test/tills/sale-draft.ts';
import {syncServerDouble} from '../../test/tills/sync-server-double.ts';
import {freshName, testTill} from '../../test/tills/test-till.ts';
import {openTillDatabases} from '../till-db/open-till-databases.ts';
import {completeSale} from '../till-ledger/complete-sale.ts';
import {startUplink} from './start-uplink.ts';
import type {Uplink} from './uplink.ts';

const three = percent('THREE', 10, {usesLimit: 3});
const uses = 'v:v_THREE:uses';
/** So slow that only a nudge explains that something was sent. */
const slow = {onlineMs: 60_000, firstBackOffMs: 10, longestBackOffMs: 10, refusedMs: 60_000};

test('one window leads; the other follows its status, sends through it, asks for leases itself, and takes over', async () => {
  const server = syncServerDouble(openingMs);
  server.addDevice('till_one');
  server.open(uses, 3);
  const name = freshName();
  const open = async () => {
    const till = await testTill({db: await openTillDatabases(name)});
    return {till, uplink: startUplink(till, {token: 'token', fetch: server.fetch, pace: slow})};
  };
  server.publish(settings(), product('mug', 2400), ...(three.voucher ? [three.voucher] : []));
  const first = await open();
  await first.uplink.pullNow();
  const role = (uplink: Uplink) => uplink.status.getState().role;
  const state = (uplink: Uplink) => uplink.status.getState().state;
  await vi.waitFor(() => expect([role(first.uplink), state(first.uplink)]).toEqual(['leader', 'online']));

  const second = await open();
  await vi.waitFor(() => expect([role(second.uplink), state(second.uplink)]).toEqual(['follower', 'online']));

  const answer = await second.uplink.want([{account: uses, need: 1, level: 1}]);
  expect(answer.ok).toBe(true);
  expect(await spendableOf(first.till)).toBe(1);

  sold(await completeSale(second.till, await saleDraft(second.till, cart({mug: {}}), [three])));
  await vi.waitFor(() => expect(second.uplink.status.getState().queued).toBe(1));
  second.uplink.nudge();
  await vi.waitFor(() => expect(server.posted(uses)).toBe(1));
  await vi.waitFor(() => expect(second.uplink.status.getState().queued).toBe(0));

  first.uplink.stop();
  await vi.waitFor(() => expect(role(second.uplink)).toBe('leader'));
  second.uplink.stop();
});
