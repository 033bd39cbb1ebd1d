import type {Selectable} from 'kysely';
import {customerAddressWire} from '../../../shared/api/customer-body.ts';
import type {CustomerView} from '../../../shared/api/customer-object.ts';
import type {CustomerId} from '../../../shared/kernel/id.ts';
import {isoTime, isoTimeOrNull} from '../iso-time.ts';
import type {Database} from '../tables.ts';

/** A customer as kept. */
export interface CustomerRecord extends CustomerView {
  readonly id: CustomerId;
  readonly version: number;
}

export function toCustomerRecord(row: Selectable<Database['customer']>): CustomerRecord {
  return {
    id: row.customer_id,
    sourceId: row.source_id,
    name: row.name,
    description: row.description,
    email: row.email,
    phone: row.phone,
    birthdate: row.birthdate,
    address: customerAddressWire.nullable().parse(row.address),
    metadata: row.metadata,
    version: row.version,
    createdAt: isoTime(row.created_at),
    updatedAt: isoTimeOrNull(row.updated_at),
  };
}
