import {z} from 'zod';
import type {ShopView} from './shop-view.ts';

const tillsSchema = z.object({
  tills: z.array(z.object({name: z.string(), leases: z.array(z.object({account: z.string()}))})),
});
const vouchersSchema = z.object({vouchers: z.array(z.object({id: z.string(), code: z.string()}))});

/** Codes beginning with `prefix` that the named till holds a lease of, so that they work there offline. */
export async function heldCodes(view: ShopView, tillName: string, prefix: string): Promise<string[]> {
  const {tills} = tillsSchema.parse(await view.ask('GET', '/sync/v1/admin/tills'));
  const accounts = tills.find(({name}) => name === tillName)?.leases.map(({account}) => account) ?? [];
  const {vouchers} = vouchersSchema.parse(await view.ask('GET', '/v1/vouchers?limit=100'));
  const held = vouchers.filter(({id}) => accounts.some(account => account.includes(`:${id}:`)));
  return held.map(({code}) => code).filter(code => code.startsWith(prefix));
}
