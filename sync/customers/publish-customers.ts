import type {CustomerKey} from '../../shared/customer/customer-key.ts';
import type {CustomerId, ProjectId} from '../../shared/kernel/id.ts';
import type {Random} from '../../shared/kernel/random.ts';
import {addCustomerKeys} from '../storage/customers/customer-keys.ts';
import type {CustomerRecord} from '../storage/customers/customer-record.ts';
import type {Tx} from '../storage/database.ts';
import {publishDocuments} from '../storage/publish-document.ts';
import {findSegmentsOf} from '../storage/segments/find-segments.ts';
import {customerDocument} from './customer-document.ts';

/** Publishes customers with the segments they are in, and to whoever has none yet gives a key. */
export async function publishCustomers(
  tx: Tx,
  projectId: ProjectId,
  customers: readonly CustomerRecord[],
  random: Random,
): Promise<void> {
  const segments = await findSegmentsOf(
    tx,
    projectId,
    customers.map(customer => customer.id),
  );
  const documents = customers.map(customer => customerDocument(customer, segments.get(customer.id) ?? []));
  const ids = customers.map(customer => customer.id);
  const keys = await addCustomerKeys(tx, projectId, ids, () => random.bytes(32));
  await publishDocuments(tx, projectId, [...documents, ...[...keys].map(keyDocument)]);
}

function keyDocument([id, key]: readonly [CustomerId, Buffer]): CustomerKey {
  return {kind: 'customer_key', id, version: 1, key: key.toString('base64url')};
}
