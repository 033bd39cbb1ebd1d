import {type CustomerWire, nothingDone, presentCustomer} from '../../shared/api/customer-object.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {CustomerRecord} from '../storage/customers/customer-record.ts';
import {summariseCustomers} from '../storage/customers/summarise-customers.ts';
import type {Db} from '../storage/database.ts';

/** Customers as the REST API answers them, with what they bought and redeemed. */
export async function showCustomers(
  db: Db,
  projectId: ProjectId,
  customers: readonly CustomerRecord[],
): Promise<CustomerWire[]> {
  const ids = customers.map(customer => customer.id);
  const summaries = await summariseCustomers(db, projectId, ids);
  return customers.map(customer => presentCustomer(customer, summaries.get(customer.id) ?? nothingDone));
}
