/** Points 1 and 2 of the story: start, two tills, a sale online, and why a code is refused. */
import {z} from 'zod';
import {expectEqual} from './narrator.ts';
import type {Stage, Till} from './stage.ts';
import {patiently} from './till-page.ts';
import {wares} from './wares.ts';

const tillsSchema = z.object({
  tills: z.array(z.object({id: z.string(), name: z.string(), status: z.string()})),
});
const issuedSchema = z.object({enrolmentCode: z.string()});
const accountSchema = z.object({
  free: z.int(),
  heldByTills: z.array(z.object({tillName: z.string(), amount: z.int()})),
});

export interface Tills {
  readonly one: Till;
  readonly two: Till;
}

export async function openShop(stage: Stage): Promise<Tills> {
  const {narrator} = stage;
  await narrator.step('The server starts and loads the demo shop into an empty database', async () => {
    await stage.startServer();
    const products = z.object({total: z.int()}).parse(await stage.view.ask('GET', '/v1/products'));
    if (products.total < 300) throw new Error(`only ${products.total} products`);
  });
  const one = await stage.openTill('till-1');
  await narrator.step(
    'The first till enrols itself, downloads the shop and shows the demo PINs',
    async () => {
      await one.isTill('Quayside 1');
      await patiently(one.page.getByRole('region', {name: 'Demo PINs'})).toContainText('2468');
      await narrator.picture(one.page, 'first-till');
    },
  );
  const two = await stage.openTill('till-2');
  await narrator.step('The second till is enrolled with a code that the server shows', async () => {
    const code = await enrolmentCode(stage, 'Quayside 2');
    await two.enrol(code);
    await two.isTill('Quayside 2');
    await narrator.picture(two.page, 'second-till');
  });
  await narrator.step('Mira and Jonas sign in with their PINs', async () => {
    await one.signIn('Mira Adeyemi', '2468');
    await two.signIn('Jonas Thiele', '1379');
    await narrator.picture(one.page, 'signed-in');
  });
  return {one, two};
}

async function enrolmentCode({view}: Stage, tillName: string): Promise<string> {
  const {tills} = tillsSchema.parse(await view.ask('GET', '/sync/v1/admin/tills'));
  const till = tills.find(({name}) => name === tillName);
  const issued = await view.ask('POST', `/sync/v1/admin/tills/${till?.id}/enrolment-code`, {});
  return issuedSchema.parse(issued).enrolmentCode;
}

export async function sellOnline({narrator}: Stage, {one}: Tills): Promise<void> {
  await narrator.step('Scanning a teapot, tea and a mug: two promotions apply by themselves', async () => {
    for (const ware of [wares.teapot, wares.tea, wares.mug]) await one.addProduct(ware.ean, ware.name);
    await patiently(one.offers).toContainText('2.00 off every tea with a teapot');
    await patiently(one.offers).toContainText('5 % off from 60.00');
    await one.hasTotal('€61.08');
  });
  await narrator.step('The code WELCOME10 takes 10 % off what is left: €54.97', async () => {
    await one.enterCode('WELCOME10');
    await one.hasTotal('€54.97');
    await narrator.picture(one.page, 'promotions');
  });
  await narrator.step('SPRING25 is refused, and the till says why: it ended', async () => {
    await one.enterCode('SPRING25');
    await patiently(one.codeResults).toContainText(/SPRING25\s+Ended .*\d{4}/);
    await one.offers.getByRole('button', {name: /^SPRING25: refused/}).click();
    const why = one.page.getByRole('dialog', {name: 'SPRING25'});
    await patiently(why).toContainText('Tell the customer:');
    await narrator.picture(one.page, 'why-refused');
    await why.getByRole('button', {name: 'Got it'}).click();
    await one.removeCode('SPRING25');
  });
  await narrator.step('BIG20 waits, and the till says how much is missing: €45.03', async () => {
    await one.enterCode('BIG20');
    await patiently(one.codeResults).toContainText('€45.03 more needed');
    await narrator.picture(one.page, 'waiting');
    await one.removeCode('BIG20');
  });
  await narrator.step('Paid in cash: receipt 01-000001', async () => {
    expectEqual('receipt', await one.payCash(), '01-000001');
    await narrator.picture(one.page, 'receipt');
    await one.nextSale();
  });
}

export async function shareCode({narrator, view}: Stage, {one, two}: Tills): Promise<void> {
  await narrator.step('LUCKY3 has three uses; till 1 scans it and is leased two', async () => {
    await one.addProduct(wares.book.ean, wares.book.name);
    await one.scan('LUCKY3');
    await one.hasTotal('€9.99');
    expectEqual('held', await holders(view), ['Quayside 1: 2']);
  });
  await narrator.step('Till 2 scans it as well and is leased the third', async () => {
    await two.addProduct(wares.book.ean, wares.book.name);
    await two.scan('LUCKY3');
    await two.hasTotal('€9.99');
    expectEqual('held', await holders(view), ['Quayside 1: 2', 'Quayside 2: 1']);
    await narrator.picture(two.page, 'leased');
  });
}

async function holders(view: Stage['view']): Promise<string[]> {
  const {id} = await view.voucher('LUCKY3');
  const account = accountSchema.parse(await view.ask('GET', `/sync/v1/admin/accounts/v:${id}:uses`));
  return account.heldByTills.map(({tillName, amount}) => `${tillName}: ${amount}`).sort();
}
