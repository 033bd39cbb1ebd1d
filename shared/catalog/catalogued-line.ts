import type {Metadata} from '../kernel/metadata.ts';
import type {CategoryTag, Product} from './product.ts';
import type {Sku} from './sku.ts';

/** What the catalogue needs to know of a line to say what it is; the order's `LineFacts` have all of it. */
export interface CataloguedLine {
  /** As the catalogue has them; undefined for what only the cart describes. */
  readonly product: Product | undefined;
  readonly sku: Sku | undefined;
  /** As the line names them, known or not. */
  readonly productId: string | null;
  readonly skuId: string | null;
  /** The shop's own id of the product or the SKU. */
  readonly sourceId: string | null;
  /** Attributes as they count: those given with the line win over the catalogue's. */
  readonly productMetadata: Metadata;
  readonly skuMetadata: Metadata;
  readonly categories: readonly CategoryTag[];
}
