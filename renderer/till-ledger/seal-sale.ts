import {canonicalJson} from '../../shared/kernel/canonical-json.ts';
import type {Sale} from '../../shared/protocol/sale.ts';
import {personalPart, sealedSale} from '../../shared/protocol/sealed-sale.ts';
import type {Till} from './till.ts';

/**
 * The sale as it enters the chain of operations: what is about a person is sealed with their key. A till that was not
 * given the key yet (an older server) sends it open, as protocol 1 did.
 */
export async function sealSale(till: Pick<Till, 'replica' | 'seal'>, sale: Sale): Promise<Sale> {
  const part = personalPart(sale);
  const customerId = sale.request.customerId ?? sale.facts.customer?.id ?? null;
  if (part === null || customerId === null || till.seal === undefined) return sale;
  const key = (await till.replica.customerKey?.(customerId)) ?? null;
  if (key === null) return sale;
  return sealedSale(sale, customerId, await till.seal(key.key, customerId, canonicalJson(part)));
}
