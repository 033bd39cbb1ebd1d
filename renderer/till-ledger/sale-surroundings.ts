import {z} from 'zod';
import type {StaffId} from '../../shared/kernel/id.ts';
import type {StoredSale} from './stored-sale.ts';
import type {Till} from './till.ts';

/** What a receipt shows that the operation does not carry: names of the moment. */
export const saleSurroundingsSchema = z.object({
  storeName: z.string(),
  storeAddressLines: z.array(z.string()),
  tillName: z.string(),
  staffName: z.string().nullable(),
  offline: z.boolean(),
});
export type SaleSurroundings = z.output<typeof saleSurroundingsSchema>;

/** Read from the cache; a cache that was dropped leaves out the address and the name, never the sale. */
export async function saleSurroundings(
  till: Till,
  staffId: StaffId,
  offline: boolean,
): Promise<SaleSurroundings> {
  const {identity, replica} = till;
  const [store, staff] = await Promise.all([
    replica.store(identity.storeId),
    replica.staffMember(staffId),
  ]).catch(() => [null, null] as const);
  return {
    storeName: store?.name ?? identity.storeName,
    storeAddressLines: store?.addressLines ?? [],
    tillName: identity.tillName,
    staffName: staff?.name ?? null,
    offline,
  };
}

export function surroundingsOf(sale: StoredSale): SaleSurroundings {
  const {storeName, storeAddressLines, tillName, staffName, offline} = sale;
  return {storeName, storeAddressLines, tillName, staffName, offline};
}
