/** Real input: a client nobody here wrote, the official SDK, and a till without a network redeem codes of one campaign. */
import {createRequire} from 'node:module';
import {expect} from '@playwright/test';
import type * as Voucherify from '@voucherify/sdk';
import {wares} from '../../../scripts/demo/wares.ts';
import {offline, settled, test} from './shop.ts';

// A CommonJS bundle whose names Node's import does not find.
const require = createRequire(import.meta.url);
const {DiscountVouchersTypesEnum, VoucherifyServerSide} = require('@voucherify/sdk') as typeof Voucherify;

test('the official SDK makes a campaign; the till redeems a code of it offline; the SDK lists both', async ({
  openTill,
  shop,
}) => {
  const client = VoucherifyServerSide({
    apiUrl: shop.address,
    applicationId: 'demo-app',
    secretKey: 'demo-token',
  });
  const campaign = await client.campaigns.create({
    name: 'Made by the SDK',
    campaign_type: 'DISCOUNT_COUPONS',
    type: 'AUTO_UPDATE',
    voucher: {
      type: 'DISCOUNT_VOUCHER',
      discount: {type: DiscountVouchersTypesEnum.AMOUNT, amount_off: 300},
      redemption: {quantity: 1},
    },
  });
  const codes = ['SDK-WEB-1', 'SDK-TILL-2', 'SDK-REST-3'];
  for (const code of codes) await client.campaigns.addCertainVoucher('Made by the SDK', code, {});
  const [atWeb, atTill] = codes as [string, string];
  const redeemed = await client.redemptions.redeemStackable({
    redeemables: [{object: 'voucher', id: atWeb}],
    order: {amount: 2000},
  });
  expect(redeemed.redemptions).toHaveLength(1);

  const till = await openTill();
  await till.addProduct(wares.book.ean, wares.book.name);
  await till.enterCode(atTill);
  await till.hasTotal('€11.99');
  await till.context.setOffline(true);
  await offline(till);
  await till.payCash();
  await till.nextSale();
  await till.context.setOffline(false);
  await settled(till);

  const {redemptions} = await client.redemptions.list({limit: 100});
  const used = redemptions.flatMap(r => ('voucher' in r && r.voucher ? [r.voucher.code] : []));
  expect(used.filter(code => codes.includes(code ?? '')).sort()).toEqual([atTill, atWeb]);
  expect((await client.vouchers.get(atTill)).redemption?.redeemed_quantity).toBe(1);
  const {vouchers} = await client.vouchers.list({campaign: campaign.name, limit: 10});
  expect(vouchers.map(({code}) => code).sort()).toEqual([...codes].sort());
});
