/** Points 3 and 4: the server is gone, selling goes on, and one till is killed right after “Paid”. */
import {heldCodes} from './held-codes.ts';
import {expectEqual} from './narrator.ts';
import type {Tills} from './play-morning.ts';
import type {Stage, Till} from './stage.ts';
import {patiently} from './till-page.ts';
import {wares} from './wares.ts';

/** What till 1 sold with in the long offline sale, for the server's view afterwards. */
export interface SpentOffline {
  readonly card: string;
  readonly giftCard: string;
}

/** Long enough for the back-off to notice on a busy machine. */
const offlineLimitMs = 30_000;

export async function cutCable(stage: Stage, tills: Tills): Promise<SpentOffline> {
  const {narrator, view} = stage;
  const [card] = await heldCodes(view, 'Quayside 1', 'CARD-');
  const [giftCard] = await giftCardsWith5000(view);
  if (card === undefined || giftCard === undefined) throw new Error('till 1 holds no code or gift card');
  await narrator.step('The server is stopped; both tills say so and selling goes on', async () => {
    expectEqual('exit code of the server', await stage.stopServer(), 0);
    for (const till of [tills.one, tills.two])
      await patiently(till.connection).toContainText(/Offline since/, {timeout: offlineLimitMs});
    await narrator.picture(tills.one.page, 'offline');
  });
  return {card, giftCard};
}

async function giftCardsWith5000(view: Stage['view']): Promise<string[]> {
  const codes = await heldCodes(view, 'Quayside 1', 'GIFT-');
  const vouchers = await Promise.all(codes.map(code => view.voucher(code)));
  return vouchers.filter(({gift}) => gift?.balance === 5000).map(({code}) => code);
}

export async function spendLuckyThree({narrator}: Stage, {one, two}: Tills): Promise<void> {
  await narrator.step('LUCKY3, first use: till 1 completes the open sale offline', async () => {
    expectEqual('receipt', await one.payCash(), '01-000002');
    await patiently(one.page.getByRole('article', {name: /^Receipt/})).toContainText('Sold offline');
    await one.nextSale();
  });
  await narrator.step('LUCKY3, second use: till 1 again', async () => {
    await sellBookWith(one, 'LUCKY3', '€9.99');
    expectEqual('receipt', await one.payCash(), '01-000003');
    await one.nextSale();
  });
  await narrator.step('LUCKY3, third use: till 2', async () => {
    expectEqual('receipt', await two.payCash(), '02-000001');
    await two.nextSale();
  });
  await narrator.step('LUCKY3, fourth: refused at both tills, with the reason and what to do', async () => {
    for (const till of [one, two]) {
      await sellBookWith(till, 'LUCKY3', '€14.99');
      await patiently(till.codeResults).toContainText(/Pay at that till|Try another till|back/);
      await till.offers.getByRole('button', {name: /^LUCKY3: refused/}).click();
      await narrator.picture(till.page, till === one ? 'fourth-till-1' : 'fourth-till-2');
      await till.page.getByRole('button', {name: 'Got it'}).click();
      await till.removeCode('LUCKY3');
    }
  });
  await narrator.step('Till 2 sells the book without it, with WELCOME10: €13.49', async () => {
    await two.enterCode('WELCOME10');
    await two.hasTotal('€13.49');
    expectEqual('receipt', await two.payCash(), '02-000002');
    await two.nextSale();
  });
}

async function sellBookWith(till: Till, code: string, total: string): Promise<void> {
  await till.addProduct(wares.book.ean, wares.book.name);
  await till.enterCode(code);
  await patiently(till.codeResults).toContainText(code);
  await till.hasTotal(total);
}

export async function sellOffline({narrator}: Stage, {one}: Tills, spent: SpentOffline): Promise<void> {
  await narrator.step('Till 1, a full basket offline: the candle promotion applies by itself', async () => {
    await one.page.getByRole('button', {name: `Remove ${wares.book.name}`}).click();
    for (const ware of [wares.tea, wares.candle, wares.mug]) await one.addProduct(ware.ean, ware.name);
    await one.hasTotal('€38.31');
  });
  await narrator.step('A code no till holds is refused offline: the reason, and what to do', async () => {
    await one.enterCode('CARD-JCNH-2DMF');
    await patiently(one.codeResults).toContainText('This till has no uses of it left offline');
    await patiently(one.codeResults).toContainText('when the connection is back');
    await narrator.picture(one.page, 'no-lease');
    await one.removeCode('CARD-JCNH-2DMF');
  });
  await narrator.step(`The generic code and the held unique code ${spent.card} apply: €29.31`, async () => {
    await one.enterCode('WELCOME10');
    await one.enterCode(spent.card);
    await one.hasTotal('€29.31');
  });
  await narrator.step('The held gift card pays for all of it; €20.69 stay on the card', async () => {
    await one.enterCode(spent.giftCard);
    await one.hasTotal('€0.00');
    await narrator.picture(one.page, 'gift-card');
    expectEqual('receipt', await one.payCash(), '01-000004');
    await patiently(one.page.getByRole('article', {name: /^Receipt/})).toContainText('20.69');
    await one.nextSale();
  });
}
