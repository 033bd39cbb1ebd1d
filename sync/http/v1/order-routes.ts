import {notFound} from '../../../shared/api/error.ts';
import {listWire, presentList} from '../../../shared/api/list-object.ts';
import {listQueryBody} from '../../../shared/api/list-query.ts';
import {orderWire} from '../../../shared/api/order-object.ts';
import {present} from '../../../shared/kernel/assert.ts';
import {showOrders} from '../../redemptions/show-orders.ts';
import {findOrder} from '../../storage/orders/find-order.ts';
import {listOrders, orderOrders} from '../../storage/orders/list-orders.ts';
import type {AppDeps} from '../app-deps.ts';
import type {App} from '../app-type.ts';
import {projectOf} from '../caller.ts';
import {listQueryOf, pathOf, refusals, unwrapFound} from './route-parts.ts';

const tags = ['Orders'];

export function registerOrders(app: App, deps: AppDeps): void {
  app.get(
    '/v1/orders',
    {
      schema: {
        tags,
        summary: 'List orders, also those of tills',
        querystring: listQueryBody,
        response: {200: listWire('orders', orderWire), ...refusals},
      },
    },
    async request => {
      const projectId = projectOf(request);
      const page = await listOrders(deps.db, projectId, listQueryOf(request.query, orderOrders));
      return presentList('orders', await showOrders(deps.db, projectId, page.items), page.total);
    },
  );
  app.get(
    '/v1/orders/:orderId',
    {
      schema: {
        tags,
        summary: 'Get an order by id or source_id',
        params: pathOf('orderId'),
        response: {200: orderWire, ...refusals},
      },
    },
    async request => {
      const projectId = projectOf(request);
      const {orderId} = request.params;
      const order = unwrapFound(await findOrder(deps.db, projectId, orderId), notFound('order', orderId));
      const [shown] = await showOrders(deps.db, projectId, [order]);
      return present(shown, orderId);
    },
  );
}
