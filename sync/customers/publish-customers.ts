import type {ProjectId} from '../../shared/kernel/id.ts';
import type {CustomerRecord} from '../storage/customers/customer-record.ts';
import type {Tx} from '../storage/database.ts';
import {publishDocuments} from '../storage/publish-document.ts';
import {findSegmentsOf} from '../storage/segments/find-segments.ts';
import {customerDocument} from './customer-document.ts';

/** Publishes customers with the segments they are in. */
export async function publishCustomers(
  tx: Tx,
  projectId: ProjectId,
  customers: readonly CustomerRecord[],
): Promise<void> {
  const segments = await findSegmentsOf(
    tx,
    projectId,
    customers.map(customer => customer.id),
  );
  const documents = customers.map(customer => customerDocument(customer, segments.get(customer.id) ?? []));
  await publishDocuments(tx, projectId, documents);
}
