import {sql} from 'kysely';
import type {ProjectId, SegmentId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';
import {direction, offset, type Page, type PageRequest} from '../page.ts';
import {type CustomerRecord, toCustomerRecord} from './customer-record.ts';

export const customerOrders = ['created_at', 'updated_at', 'source_id'] as const;
export type CustomerOrder = (typeof customerOrders)[number];

/** Which customers; null asks for all. */
export interface CustomerFilter {
  readonly email: string | null;
  readonly name: string | null;
  readonly city: string | null;
  readonly segmentId: string | null;
}

/** A page of customers, and whether there are more after it. */
export interface CustomersPage extends Page<CustomerRecord> {
  readonly hasMore: boolean;
}

export async function listCustomers(
  db: Db,
  projectId: ProjectId,
  request: PageRequest<CustomerOrder>,
  filter: CustomerFilter,
): Promise<CustomersPage> {
  const list = filtered(db, projectId, request, filter);
  const {total} = await list.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const towards = direction(request.order);
  const rows = await list
    .selectAll('customer')
    .orderBy(request.order.field, towards)
    .orderBy('customer_id', towards)
    .limit(request.limit)
    .offset(offset(request))
    .execute();
  return {items: rows.map(toCustomerRecord), total, hasMore: offset(request) + rows.length < total};
}

/**
 * The customers made before the moment `after`, or after it when the order is ascending: how a client reads all of
 * them. A page never ends within a moment: it holds all customers of its last one, also beyond the limit.
 */
export async function scrollCustomers(
  db: Db,
  projectId: ProjectId,
  request: PageRequest<CustomerOrder>,
  filter: CustomerFilter,
  after: string,
): Promise<CustomersPage> {
  const list = filtered(db, projectId, request, filter);
  const {total} = await list.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const beyond = request.order.descending ? '<' : '>';
  const rest = list.where('created_at', beyond, new Date(after));
  const rows = await rest
    .selectAll('customer')
    .orderBy('created_at', direction(request.order))
    .fetch(request.limit, 'with ties')
    .execute();
  const {left} = await rest.select(eb => eb.fn.countAll<number>().as('left')).executeTakeFirstOrThrow();
  return {items: rows.map(toCustomerRecord), total, hasMore: rows.length < left};
}

function filtered(db: Db, projectId: ProjectId, request: PageRequest<CustomerOrder>, filter: CustomerFilter) {
  const {createdAt, updatedAt} = request;
  return db
    .selectFrom('customer')
    .where('project_id', '=', projectId)
    .$if(createdAt.before !== null, q => q.where('created_at', '<', new Date(createdAt.before ?? '')))
    .$if(createdAt.after !== null, q => q.where('created_at', '>', new Date(createdAt.after ?? '')))
    .$if(updatedAt.before !== null, q => q.where('updated_at', '<', new Date(updatedAt.before ?? '')))
    .$if(updatedAt.after !== null, q => q.where('updated_at', '>', new Date(updatedAt.after ?? '')))
    .$if(filter.email !== null, q => q.where('email', '=', filter.email))
    .$if(filter.name !== null, q => q.where('name', '=', filter.name))
    .$if(filter.city !== null, q => q.where(sql<string>`address->>'city'`, '=', filter.city))
    .$if(filter.segmentId !== null, q =>
      q.where('customer_id', 'in', eb =>
        eb
          .selectFrom('segment_member')
          .select('segment_member.customer_id')
          .where('segment_member.project_id', '=', projectId)
          .where('segment_member.segment_id', '=', filter.segmentId as SegmentId),
      ),
    );
}
