import type {Product} from '../../shared/catalog/product.ts';

/** The place of a product's category among all, which picks its edge colour; products without one share the last. */
export function categoryHue({metadata}: Product, categories: readonly string[]): number {
  const place = categories.indexOf(String(metadata['category'] ?? ''));
  return place < 0 ? 7 : place % 7;
}
