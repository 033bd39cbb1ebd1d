import {z} from 'zod';

/** A page of a list: `{object: 'list', data_ref: 'vouchers', vouchers: […], total}`. */
export function listWire<Name extends string, Item extends z.ZodType>(dataRef: Name, item: Item) {
  return z.object({
    object: z.literal('list'),
    data_ref: z.literal(dataRef),
    ...({[dataRef]: z.array(item)} as Record<Name, z.ZodArray<Item>>),
    total: z.int(),
  });
}

/** `total` counts the whole list, not the page. */
export function presentList<Name extends string, Item>(
  dataRef: Name,
  items: readonly Item[],
  total: number,
): {object: 'list'; data_ref: Name; total: number} & Record<Name, Item[]> {
  const page = {[dataRef]: [...items]} as Record<Name, Item[]>;
  return {object: 'list', data_ref: dataRef, ...page, total};
}
