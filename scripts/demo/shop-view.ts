/** The server's view of the demo shop, asked over REST with the demo keys, as an integrator would. */
import {z} from 'zod';

const headers = {
  'X-App-Id': 'demo-app',
  'X-App-Token': 'demo-token',
  'X-Management-Id': 'demo-management',
  'X-Management-Token': 'demo-management-token',
  'Content-Type': 'application/json',
};

const redemptionsSchema = z.object({
  redemptions: z.array(
    z.object({
      id: z.string(),
      result: z.enum(['SUCCESS', 'FAILURE']),
      related_object_type: z.string(),
      related_object_id: z.string().nullish(),
      voucher: z.object({code: z.string()}).nullish(),
      channel: z.object({channel_id: z.string()}).nullish(),
    }),
  ),
  total: z.int(),
});
const voucherSchema = z.object({
  id: z.string(),
  code: z.string(),
  gift: z.object({amount: z.int(), balance: z.int()}).nullish(),
  redemption: z.object({quantity: z.int().nullish(), redeemed_quantity: z.int()}),
});
const ordersSchema = z.object({
  orders: z.array(
    z.object({id: z.string(), status: z.string(), amount: z.int(), total_amount: z.int().optional()}),
  ),
  total: z.int(),
});

type ShopVoucher = z.output<typeof voucherSchema>;
type ShopRedemption = z.output<typeof redemptionsSchema>['redemptions'][number];
type ShopOrder = z.output<typeof ordersSchema>['orders'][number];

export interface ShopView {
  voucher(code: string): Promise<ShopVoucher>;
  /** Of one code, or of everything; successes and failures. */
  redemptions(code?: string): Promise<readonly ShopRedemption[]>;
  orders(): Promise<readonly ShopOrder[]>;
  /** Any route with the demo keys; throws when the answer is not 2xx. */
  ask(method: 'GET' | 'POST', path: string, body?: object): Promise<unknown>;
}

export function shopView(address: string): ShopView {
  const ask: ShopView['ask'] = async (method, path, body) => {
    const request = {method, headers, ...(body && {body: JSON.stringify(body)})};
    const answer = await fetch(`${address}${path}`, request);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text.slice(0, 400)}`);
    return text === '' ? {} : (JSON.parse(text) as unknown);
  };
  return {
    ask,
    voucher: async code => voucherSchema.parse(await ask('GET', `/v1/vouchers/${code}`)),
    redemptions: async code => {
      const all = redemptionsSchema.parse(await ask('GET', '/v1/redemptions?limit=100')).redemptions;
      return code === undefined ? all : all.filter(r => r.voucher?.code === code);
    },
    orders: async () => ordersSchema.parse(await ask('GET', '/v1/orders?limit=100')).orders,
  };
}
