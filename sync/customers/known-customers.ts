import {z} from 'zod';
import {idSchema} from '../../shared/kernel/id.ts';
import {personalPartSchema} from '../../shared/protocol/sealed-sale.ts';
import {openBox} from './open-box.ts';
import {type Person, personOf} from './scrub.ts';

const customerSchema = z.object({
  kind: z.literal('customer'),
  id: idSchema('cust'),
  sourceId: z.string().nullable(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
});
const boxSchema = z.object({customerId: idSchema('cust'), box: z.string()});

/**
 * The customer as kept JSON has them, in the open or in a box that `key` opens: under names they had once, and of one who
 * was deleted without a trace before.
 */
export function knownCustomers(value: unknown, id: string, key: Uint8Array | null): readonly Person[] {
  if (typeof value !== 'object' || value === null) return [];
  const customer = customerSchema.safeParse(value);
  if (customer.success && customer.data.id === id) return [personOf(customer.data)];
  const sealed = boxSchema.safeParse(value);
  const own = sealed.success && sealed.data.customerId === id ? opened(sealed.data, key) : [];
  return [...own, ...Object.values(value).flatMap(member => knownCustomers(member, id, key))];
}

function opened({customerId, box}: z.output<typeof boxSchema>, key: Uint8Array | null): readonly Person[] {
  const text = key === null ? null : openBox(key, customerId, box);
  if (text === null) return [];
  const part = personalPartSchema.safeParse(JSON.parse(text));
  return part.success && part.data.customer?.id === customerId ? [personOf(part.data.customer)] : [];
}
