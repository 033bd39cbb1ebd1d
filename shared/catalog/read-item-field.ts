import {readField} from '../filters/read-field.ts';
import type {JsonValue} from '../kernel/metadata.ts';
import {cataloguePrice} from './catalogue.ts';
import type {CataloguedLine} from './catalogued-line.ts';

/**
 * A field of what a line sells, as a collection filter names it: `metadata.<key>` and `price` (minor units) are the
 * SKU's where it has them, else the product's; `id`, `source_id`, `name` and `object` are a list of both where the
 * line sells a SKU; `product_id`; `category.<key>`. Undefined where nobody said.
 */
export function readItemField(line: CataloguedLine, field: string): JsonValue | undefined {
  if (field.startsWith('metadata.')) {
    const path = field.slice('metadata.'.length);
    return readField(line.skuMetadata, path) ?? readField(line.productMetadata, path);
  }
  if (field.startsWith('category.')) return tagsOf(line, field.slice('category.'.length));
  const {product, sku} = line;
  switch (field) {
    case 'id':
      return listOf(line.productId, line.skuId);
    case 'source_id':
      return listOf(product?.sourceId, sku?.sourceId, line.sourceId);
    case 'name':
      return listOf(product?.name, sku?.name);
    case 'object':
      return line.skuId === null ? ['product'] : ['product', 'sku'];
    case 'product_id':
      return line.productId ?? undefined;
    case 'price':
      return cataloguePrice(product, sku) ?? undefined;
    default:
      return undefined;
  }
}

/** The values a line has of one category. */
function tagsOf(line: CataloguedLine, key: string): JsonValue | undefined {
  return listOf(...line.categories.map(tag => (tag.key === key ? tag.value : null)));
}

function listOf(...values: readonly (string | null | undefined)[]): JsonValue | undefined {
  const known = [...new Set(values.filter(value => typeof value === 'string'))];
  return known.length === 0 ? undefined : known;
}
