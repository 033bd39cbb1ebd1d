import {notFound} from '../../../shared/api/error.ts';
import {listWire, presentList} from '../../../shared/api/list-object.ts';
import {listQueryBody} from '../../../shared/api/list-query.ts';
import {productBody} from '../../../shared/api/product-body.ts';
import {presentProduct, productWire} from '../../../shared/api/product-object.ts';
import {upsertProduct} from '../../catalogue/upsert-product.ts';
import {findProduct} from '../../storage/products/find-product.ts';
import {listProducts, productOrders} from '../../storage/products/list-products.ts';
import type {AppDeps} from '../app-deps.ts';
import type {App} from '../app-type.ts';
import {projectOf} from '../caller.ts';
import {listQueryOf, pathOf, refusals, unwrap, unwrapFound} from './route-parts.ts';

const tags = ['Products'];

export function registerProducts(app: App, deps: AppDeps): void {
  app.post(
    '/v1/products',
    {
      schema: {
        tags,
        summary: 'Create a product, or update the one with this id or source_id',
        body: productBody,
        response: {200: productWire, ...refusals},
      },
    },
    async request => presentProduct(unwrap(await upsertProduct(deps, projectOf(request), request.body))),
  );
  app.get(
    '/v1/products',
    {
      schema: {
        tags,
        summary: 'List products',
        querystring: listQueryBody,
        response: {200: listWire('products', productWire), ...refusals},
      },
    },
    async request => {
      const query = listQueryOf(request.query, productOrders);
      const page = await listProducts(deps.db, projectOf(request), query);
      return presentList('products', page.items.map(presentProduct), page.total);
    },
  );
  app.get(
    '/v1/products/:productId',
    {
      schema: {
        tags,
        summary: 'Get a product by id or source_id',
        params: pathOf('productId'),
        response: {200: productWire, ...refusals},
      },
    },
    async request => {
      const {productId} = request.params;
      const found = await findProduct(deps.db, projectOf(request), productId);
      return presentProduct(unwrapFound(found, notFound('product', productId)));
    },
  );
}
