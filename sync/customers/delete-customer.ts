import {done, notFound, type Outcome, refused} from '../../shared/api/error.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {CommandDeps} from '../command-deps.ts';
import {deleteCustomerRow} from '../storage/customers/delete-customer-row.ts';
import {withdrawCustomer} from '../storage/customers/erase-customer-data.ts';
import {lockCustomer} from '../storage/customers/find-customer.ts';
import {transact} from '../storage/transact.ts';

/**
 * Deletes a customer: gone from every list and every till. Orders and redemptions keep naming them by id, and what tills
 * sealed stays readable to the books; `eraseCustomer` ends that too.
 */
export async function deleteCustomer(
  {db}: CommandDeps,
  projectId: ProjectId,
  idOrSourceId: string,
): Promise<Outcome<null>> {
  return transact(db, async (tx): Promise<Outcome<null>> => {
    const customer = await lockCustomer(tx, projectId, idOrSourceId);
    if (customer === null) return refused(notFound('customer', idOrSourceId));
    await withdrawCustomer(tx, projectId, customer.id, ['customer']);
    await deleteCustomerRow(tx, projectId, customer.id);
    return done(null);
  });
}
