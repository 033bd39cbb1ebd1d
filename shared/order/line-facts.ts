import type {CategoryTag, Product} from '../catalog/product.ts';
import type {Sku} from '../catalog/sku.ts';
import type {Metadata} from '../kernel/metadata.ts';

/**
 * What is known of the thing on a line, whoever said so: the catalogue's product and SKU, and the attributes and
 * categories given with the line, which win over or add to the catalogue's. One per line of the running order.
 */
export interface LineFacts {
  readonly product: Product | undefined;
  readonly sku: Sku | undefined;
  readonly productId: string | null;
  readonly skuId: string | null;
  readonly sourceId: string | null;
  /** Of the line itself. */
  readonly metadata: Metadata;
  readonly productMetadata: Metadata;
  readonly skuMetadata: Metadata;
  readonly categories: readonly CategoryTag[];
  /** Tax that is inside the line's price, parts per million of the net price; absent: none. */
  readonly taxPpm?: number;
}
