import type {ProductSelector} from './validation-rule.ts';

/** Whether a selector means this line's product, by our id or the shop's own. */
export function selects(
  selector: Pick<ProductSelector, 'id' | 'sourceId'>,
  line: {readonly productId: string | null; readonly sourceId: string | null},
): boolean {
  if (selector.id !== null && selector.id === line.productId) return true;
  return selector.sourceId !== null && selector.sourceId === line.sourceId;
}

/** A selector as Voucherify writes it in a condition, or null: `{"object": "product", "id": "prod_…"}`. */
export function readSelector(value: unknown): ProductSelector | null {
  if (typeof value !== 'object' || value === null) return null;
  const wire = new Map<string, unknown>(Object.entries(value));
  const object = wire.get('object') ?? wire.get('type');
  const [id, sourceId] = [textOrNull(wire.get('id')), textOrNull(wire.get('source_id'))];
  if (object !== 'product' && object !== 'product_or_sku') return null;
  return id === null && sourceId === null ? null : {object: 'product', id, sourceId};
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
