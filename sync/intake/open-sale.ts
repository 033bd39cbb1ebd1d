import type {Sale} from '../../shared/protocol/sale.ts';
import {openedSale, personalPartSchema} from '../../shared/protocol/sealed-sale.ts';
import {openBox} from '../customers/open-box.ts';
import type {SyncReads} from '../store/sync-store.ts';
import type {Finding} from './finding.ts';

export type OpenedSale =
  | {readonly ok: true; readonly sale: Sale}
  /** It is posted as it is; what was decided cannot be decided again. */
  | {readonly ok: false; readonly finding: Finding};

/**
 * A sale with what its till had sealed. Only for looking: what is kept is the sealed form. A customer who was erased
 * meanwhile took the key along; that is no fault of the till.
 */
export async function openSale(tx: Pick<SyncReads, 'findCustomerKey'>, sale: Sale): Promise<OpenedSale> {
  if (sale.sealed === undefined) return {ok: true, sale};
  const {customerId, box} = sale.sealed;
  const key = await tx.findCustomerKey(customerId);
  if (key === 'erased') {
    const detail = 'its customer was erased; it could not be decided again';
    return {ok: false, finding: {kind: 'stale', detail}};
  }
  const opened = key === null ? null : openWith(key, sale, box);
  if (opened !== null) return {ok: true, sale: opened};
  const detail = `what it says about ${customerId} cannot be opened`;
  return {ok: false, finding: {kind: 'conflict', class: 'C6', detail}};
}

function openWith(key: Uint8Array, sale: Sale, box: string): Sale | null {
  if (sale.sealed === undefined) return null;
  const text = openBox(key, sale.sealed.customerId, box);
  if (text === null) return null;
  const part = personalPartSchema.safeParse(parsed(text));
  return part.success ? openedSale(sale, part.data) : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
