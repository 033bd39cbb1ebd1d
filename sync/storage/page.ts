import type {DateWindow, ListOrder} from '../../shared/api/list-query.ts';

/** Which page of a list, in which order. The last tie goes to the id, so that no row is shown twice. */
export interface PageRequest<Field extends string> {
  readonly limit: number;
  readonly page: number;
  readonly order: ListOrder<Field>;
  readonly createdAt: DateWindow;
  readonly updatedAt: DateWindow;
}

/** One page, and how long the whole list is. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly total: number;
}

export function direction(order: ListOrder<string>): 'asc' | 'desc' {
  return order.descending ? 'desc' : 'asc';
}

export function offset(request: {readonly limit: number; readonly page: number}): number {
  return (request.page - 1) * request.limit;
}
