import {z} from 'zod';
import {customerBody} from '../../../shared/api/customer-body.ts';
import {customerWire} from '../../../shared/api/customer-object.ts';
import {erasureWire, presentErasure} from '../../../shared/api/erasure-object.ts';
import {notFound} from '../../../shared/api/error.ts';
import {listWire, presentList} from '../../../shared/api/list-object.ts';
import {listQueryBody, readStartingAfter} from '../../../shared/api/list-query.ts';
import {present} from '../../../shared/kernel/assert.ts';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import {deleteCustomer} from '../../customers/delete-customer.ts';
import {eraseCustomer} from '../../customers/erase-customer.ts';
import {showCustomers} from '../../customers/show-customers.ts';
import {upsertCustomer} from '../../customers/upsert-customer.ts';
import type {CustomerRecord} from '../../storage/customers/customer-record.ts';
import {findCustomer} from '../../storage/customers/find-customer.ts';
import {customerOrders, listCustomers, scrollCustomers} from '../../storage/customers/list-customers.ts';
import type {Db} from '../../storage/database.ts';
import type {AppDeps} from '../app-deps.ts';
import type {App} from '../app-type.ts';
import {projectOf} from '../caller.ts';
import {listQueryOf, pathOf, refusals, unwrap, unwrapFound} from './route-parts.ts';

const tags = ['Customers'];

export function registerCustomers(app: App, deps: AppDeps): void {
  app.post(
    '/v1/customers',
    {
      schema: {
        tags,
        summary: 'Create a customer, or update the one with this id or source_id',
        body: customerBody,
        response: {200: customerWire, ...refusals},
      },
    },
    async request => {
      const projectId = projectOf(request);
      return showOne(deps.db, projectId, unwrap(await upsertCustomer(deps, projectId, request.body)));
    },
  );
  app.put(
    '/v1/customers/:customerId',
    {
      schema: {
        tags,
        summary: 'Update a customer by id or source_id',
        params: pathOf('customerId'),
        body: customerBody,
        response: {200: customerWire, ...refusals},
      },
    },
    async request => {
      const projectId = projectOf(request);
      const {customerId} = request.params;
      const found = await findCustomer(deps.db, projectId, customerId);
      const {id} = unwrapFound(found, notFound('customer', customerId));
      return showOne(
        deps.db,
        projectId,
        unwrap(await upsertCustomer(deps, projectId, {...request.body, id})),
      );
    },
  );
  registerDeletions(app, deps);
  registerReads(app, deps);
}

function registerDeletions(app: App, deps: AppDeps): void {
  app.delete(
    '/v1/customers/:customerId',
    {
      schema: {
        tags,
        summary: 'Delete a customer; orders and redemptions keep their id',
        params: pathOf('customerId'),
        response: {204: z.null(), ...refusals},
      },
    },
    async (request, reply) => {
      unwrap(await deleteCustomer(deps, projectOf(request), request.params.customerId));
      return reply.code(204).send(null);
    },
  );
  app.post(
    '/v1/customers/:customerId/permanent-deletion',
    {
      schema: {
        tags,
        summary:
          'Delete a customer for good: everything personal, on every till, also what is sealed in their histories',
        params: pathOf('customerId'),
        response: {200: erasureWire, ...refusals},
      },
    },
    async request =>
      presentErasure(unwrap(await eraseCustomer(deps, projectOf(request), request.params.customerId))),
  );
}

function registerReads(app: App, deps: AppDeps): void {
  app.get(
    '/v1/customers',
    {
      schema: {
        tags,
        summary: 'List customers, by email, name, city or segment_id; all of them with starting_after',
        querystring: listQueryBody,
        response: {200: listWire('customers', customerWire).extend({has_more: z.boolean()}), ...refusals},
      },
    },
    async request => {
      const projectId = projectOf(request);
      const query = listQueryOf(request.query, customerOrders);
      const filter = {
        email: textOf(request.query['email']),
        name: textOf(request.query['name']),
        city: textOf(request.query['city']),
        segmentId: textOf(request.query['segment_id']),
      };
      const after = unwrap(readStartingAfter(request.query, query.order));
      const page =
        after === null
          ? await listCustomers(deps.db, projectId, query, filter)
          : await scrollCustomers(deps.db, projectId, query, filter, after);
      const shown = await showCustomers(deps.db, projectId, page.items);
      return {...presentList('customers', shown, page.total), has_more: page.hasMore};
    },
  );
  app.get(
    '/v1/customers/:customerId',
    {
      schema: {
        tags,
        summary: 'Get a customer by id or source_id',
        params: pathOf('customerId'),
        response: {200: customerWire, ...refusals},
      },
    },
    async request => {
      const projectId = projectOf(request);
      const {customerId} = request.params;
      const found = await findCustomer(deps.db, projectId, customerId);
      return showOne(deps.db, projectId, unwrapFound(found, notFound('customer', customerId)));
    },
  );
}

async function showOne(db: Db, projectId: ProjectId, customer: CustomerRecord) {
  const [shown] = await showCustomers(db, projectId, [customer]);
  return present(shown, customer.id);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
