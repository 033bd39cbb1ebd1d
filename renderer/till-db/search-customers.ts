import type {Customer} from '../../shared/customer/customer.ts';
import type {TillDatabases} from './open-till-databases.ts';
import {searchByTerms} from './search-by-terms.ts';
import {phoneQuery} from './search-terms.ts';

/** Customers by words of the name, phone (any usual way of writing it, or its last four digits), e-mail or card number. */
export async function searchCustomers(db: TillDatabases, text: string, limit: number): Promise<Customer[]> {
  const rows = await searchByTerms(db.cache.customer, text);
  const phone = phoneQuery(text);
  const byPhone = phone === null ? [] : await searchByTerms(db.cache.customer, phone);
  const found = new Map([...byPhone, ...rows].map(row => [row.id, row.document]));
  return [...found.values()]
    .sort((a, b) => (a.name ?? '').localeCompare(b.name ?? '') || (a.id < b.id ? -1 : 1))
    .slice(0, limit);
}
