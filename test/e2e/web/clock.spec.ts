import {expect} from '@playwright/test';
import {z} from 'zod';
import type {ShopView} from '../../../scripts/demo/shop-view.ts';
import {wares} from '../../../scripts/demo/wares.ts';
import {notAdmitted, settled, test} from './shop.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** Sets the machine's clock off by so much, for everything the page reads. */
function clockOff(byMs: number): string {
  return `{
    const Real = Date;
    globalThis.Date = class extends Real {
      constructor(...args) { super(...(args.length === 0 ? [Real.now() + ${byMs}] : args)); }
      static now() { return Real.now() + ${byMs}; }
    };
  }`;
}

for (const [words, byDays] of [
  ['two days ahead', 2],
  ['two days behind', -2],
] as const) {
  test(`a clock ${words}: the till counts by the server's time, says so, and loses nothing`, async ({
    openTill,
    shop,
    allowedLogs,
  }) => {
    allowedLogs.push(notAdmitted);
    const lasts = await datedCode(shop.view, `LASTS${byDays}`, {expiration_date: inDays(1)});
    const comes = await datedCode(shop.view, `COMES${byDays}`, {start_date: inDays(1)});
    const ended = await datedCode(shop.view, `ENDED${byDays}`, {expiration_date: inDays(-1)});
    const till = await openTill({initScript: clockOff(byDays * dayMs)});
    await expect(till.page.getByText(/This computer’s clock is .*2 (d|days)/)).toBeVisible({timeout: 20_000});

    await till.addProduct(wares.book.ean, wares.book.name);
    await till.enterCode(comes);
    await expect(till.codeResults).toContainText('Starts');
    await till.removeCode(comes);
    await till.enterCode(ended);
    await expect(till.codeResults).toContainText('Ended');
    await till.removeCode(ended);
    await till.enterCode(lasts);
    await till.hasTotal('€9.99');
    await till.payCash();
    await settled(till);

    const answer = await shop.view.ask('GET', `/v1/redemptions?limit=100`);
    const {redemptions} = datesSchema.parse(answer);
    const [mine] = redemptions.filter(r => r.channel?.channel_id === till.id);
    expect(Math.abs(Date.parse(mine?.date ?? '') - Date.now())).toBeLessThan(5 * 60_000);
  });
}

const datesSchema = z.object({
  redemptions: z.array(z.object({date: z.string(), channel: z.object({channel_id: z.string()}).nullish()})),
});

function inDays(days: number): string {
  return new Date(Date.now() + days * dayMs).toISOString();
}

async function datedCode(view: ShopView, code: string, dates: object): Promise<string> {
  await view.ask('POST', `/v1/vouchers/${code}`, {
    type: 'DISCOUNT_VOUCHER',
    discount: {type: 'AMOUNT', amount_off: 500, effect: 'APPLY_TO_ORDER'},
    redemption: {quantity: null},
    ...dates,
  });
  return code;
}
