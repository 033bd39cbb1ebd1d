import type {OrderRecord} from '../storage/orders/order-record.ts';

/** Children of a stacked redemption in the order in which they were applied, which their order remembers. */
export function inStackOrder<Child extends {readonly id: string}>(
  children: readonly Child[],
  parentId: string,
  order: OrderRecord | null | undefined,
): Child[] {
  const stacked = order?.redemptions[parentId]?.['stacked'];
  const places = new Map(Array.isArray(stacked) ? stacked.map((id: unknown, place) => [id, place]) : []);
  const placeOf = (child: Child) => places.get(child.id) ?? places.size;
  return [...children].sort((a, b) => placeOf(a) - placeOf(b));
}
