/** Point 3, the end: the server is back, everything arrives once, and the other till sees it. */
import {expectEqual} from './narrator.ts';
import type {SpentOffline} from './play-cable-out.ts';
import type {Tills} from './play-morning.ts';
import type {Stage} from './stage.ts';
import {patiently} from './till-page.ts';
import {wares} from './wares.ts';

const backLimitMs = 60_000;

export async function comeBack(stage: Stage, {one, two}: Tills): Promise<void> {
  await stage.narrator.step(
    'The server starts again; both tills come back and send what they sold',
    async () => {
      await stage.startServer();
      for (const till of [one, two]) {
        const online = till.page.getByRole('button', {name: 'Connection: Online. Open the queue'});
        await patiently(online).toBeVisible({timeout: backLimitMs});
      }
      await one.connection.click();
      const queue = one.page.getByRole('dialog', {name: 'Connection and queue'});
      await patiently(queue.getByText('Booked', {exact: true})).toHaveCount(5);
      await stage.narrator.picture(one.page, 'queue');
      await one.page.keyboard.press('Escape');
    },
  );
}

export async function checkBooks({narrator, view}: Stage, spent: SpentOffline): Promise<void> {
  await narrator.step('REST: seven orders, all paid, each there once', async () => {
    const orders = await view.orders();
    expectEqual('orders', orders.length, 7);
    expectEqual('status', [...new Set(orders.map(({status}) => status))], ['PAID']);
    const totals = orders.map(order => order.total_amount ?? order.amount).sort((a, b) => a - b);
    expectEqual('totals', totals, [0, 999, 999, 999, 1349, 1499, 5497]);
  });
  await narrator.step('REST: LUCKY3 has exactly three successful redemptions', async () => {
    const redemptions = await view.redemptions('LUCKY3');
    expectEqual(
      'redemptions',
      redemptions.map(({result}) => result),
      ['SUCCESS', 'SUCCESS', 'SUCCESS'],
    );
    expectEqual('redeemed', (await view.voucher('LUCKY3')).redemption.redeemed_quantity, 3);
  });
  await narrator.step('REST: the unique code is used once, the gift card has €20.69 left', async () => {
    expectEqual('redeemed', (await view.voucher(spent.card)).redemption.redeemed_quantity, 1);
    expectEqual('balance', (await view.voucher(spent.giftCard)).gift?.balance, 2069);
    expectEqual('redemptions', (await view.redemptions(spent.giftCard)).length, 1);
  });
}

export async function seeFromOtherTill(
  {narrator, view}: Stage,
  {two}: Tills,
  spent: SpentOffline,
): Promise<void> {
  await narrator.step('Till 2 scans the used code: used, and on which receipt', async () => {
    await two.addProduct(wares.teapot.ean, wares.teapot.name);
    await two.enterCode(spent.card);
    await patiently(two.codeResults).toContainText(/Used already\..*receipt 01-000004/);
    await narrator.picture(two.page, 'seen-used');
    await two.removeCode(spent.card);
  });
  await narrator.step('Till 2 scans LUCKY3: all three uses are gone', async () => {
    await two.enterCode('LUCKY3');
    await patiently(two.codeResults).toContainText('All 3 uses');
    await two.removeCode('LUCKY3');
  });
  await narrator.step('Till 2 takes the gift card: it pays the €20.69 that are left', async () => {
    await two.enterCode(spent.giftCard);
    await patiently(two.codeResults).toContainText('pays €20.69');
    await narrator.picture(two.page, 'seen-gift-card');
    expectEqual('receipt', await two.payCash(), '02-000003');
  });
  await narrator.step(
    'REST: the card is empty, the eighth order is there, and nothing is in conflict',
    async () => {
      await patiently.poll(async () => (await view.orders()).length).toBe(8);
      expectEqual('balance', (await view.voucher(spent.giftCard)).gift?.balance, 0);
      const conflicts = await view.ask('GET', '/sync/v1/admin/conflicts');
      expectEqual('conflicts', conflicts, {conflicts: []});
    },
  );
}
