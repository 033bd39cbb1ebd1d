/** The demo chain's shops, their tills, and who works there. The PINs are public: they are shown at sign-in. */
import {z} from 'zod';
import staffFile from './staff.json';
import storesFile from './stores.json';

const storesSchema = z.object({
  chain: z.string(),
  stores: z.array(
    z.object({
      sourceId: z.string(),
      name: z.string(),
      addressLines: z.array(z.string()),
      tills: z.array(z.string()),
    }),
  ),
});
const staffSchema = z.array(
  z.object({name: z.string(), role: z.enum(['cashier', 'manager']), pin: z.string().regex(/^\d{4,8}$/)}),
);

export const {chain: demoChain, stores: demoStores} = storesSchema.parse(storesFile);
export const demoStaff = staffSchema.parse(staffFile);
