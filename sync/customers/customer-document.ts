import type {Customer} from '../../shared/customer/customer.ts';
import type {SegmentId} from '../../shared/kernel/id.ts';
import type {CustomerRecord} from '../storage/customers/customer-record.ts';

/** A customer as decisions and tills see one. */
export function customerDocument(customer: CustomerRecord, segmentIds: readonly SegmentId[]): Customer {
  return {
    kind: 'customer',
    id: customer.id,
    version: customer.version,
    sourceId: customer.sourceId,
    name: customer.name,
    phone: customer.phone,
    email: customer.email,
    metadata: customer.metadata,
    segmentIds: [...segmentIds].sort(),
  };
}
