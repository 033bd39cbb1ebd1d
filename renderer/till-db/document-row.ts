import type {Product} from '../../shared/catalog/product.ts';
import {normaliseCode} from '../../shared/codes/normalise-code.ts';
import type {Customer} from '../../shared/customer/customer.ts';
import {voucherSlot} from '../../shared/protocol/voucher-block.ts';
import type {Voucher} from '../../shared/redeemables/voucher.ts';
import type {CustomerRow, ProductRow, VoucherRow} from './cache-db.ts';
import {exactTerm, phoneTerms, searchTerms} from './search-terms.ts';

/** A product with the keys it is found by; the words of its name come first. */
export function productRow(document: Product): ProductRow {
  const {id, sourceId, barcodes, metadata} = document;
  const category = metadata['category'];
  const terms = [...searchTerms(document.name), ...barcodes.map(exactTerm), ...optional(sourceId, exactTerm)];
  return {
    id,
    document,
    sourceId,
    barcodes,
    terms: [...new Set(terms)],
    category: typeof category === 'string' ? category : '',
  };
}

export function customerRow(document: Customer): CustomerRow {
  const {id, name, phone, email, sourceId} = document;
  const terms = [
    ...searchTerms(name ?? ''),
    ...phoneTerms(phone ?? ''),
    ...optional(email, exactTerm),
    ...optional(sourceId, exactTerm),
  ];
  return {id, document, terms: [...new Set(terms)]};
}

export function voucherRow(document: Voucher): VoucherRow {
  const {id, code} = document;
  return {
    id,
    document,
    exactCode: normaliseCode(code, true),
    foldedCode: normaliseCode(code, false),
    slot: voucherSlot(code),
  };
}

function optional(text: string | null, term: (text: string) => string): string[] {
  return text === null || text === '' ? [] : [term(text)];
}
