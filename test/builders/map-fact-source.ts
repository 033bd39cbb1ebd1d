import {normaliseCode} from '../../shared/codes/normalise-code.ts';
import type {FactSource} from '../../shared/decision/fact-source.ts';
import {present} from '../../shared/kernel/assert.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import type {Availability} from '../../shared/ledger/draw.ts';
import type {Document, DocumentKind, DocumentOf} from '../../shared/protocol/document.ts';

/** A fact source over plain lists: the model that the real ones are compared with. */
export function mapFactSource(
  documents: readonly Document[],
  availability: readonly Availability[],
): FactSource {
  const ofKind = <K extends DocumentKind>(kind: K): readonly DocumentOf<K>[] =>
    documents.filter((document): document is DocumentOf<K> => document.kind === kind);
  const settings = () => present(ofKind('settings')[0], 'settings');
  const byIds = async <K extends DocumentKind>(kind: K, ids: readonly string[]) =>
    ofKind(kind).filter(document => ids.includes(document.id));
  const isNamed = (
    one: {readonly id: string; readonly sourceId: string | null},
    ids: readonly string[],
    sourceIds: readonly string[],
  ) => ids.includes(one.id) || (one.sourceId !== null && sourceIds.includes(one.sourceId));
  return {
    settings: async () => settings(),
    customer: async id => ofKind('customer').find(customer => customer.id === id) ?? null,
    products: async (ids, sourceIds) => ofKind('product').filter(one => isNamed(one, ids, sourceIds)),
    skus: async (ids, sourceIds) => ofKind('sku').filter(one => isNamed(one, ids, sourceIds)),
    collections: ids => byIds('products_collection', ids),
    vouchers: async (codes, typed) =>
      ofKind('voucher').filter(
        v => typed.includes(v.id) || codes.includes(normaliseCode(v.code, settings().codesCaseSensitive)),
      ),
    promotionTiers: ids => byIds('promotion_tier', ids),
    promotionStacks: ids => byIds('promotion_stack', ids),
    campaigns: ids => byIds('campaign', ids),
    categories: ids => byIds('category', ids),
    rewards: ids => byIds('reward', ids),
    loyaltyPrograms: ids => byIds('loyalty_program', ids),
    validationRules: ids => byIds('validation_rule', ids),
    availability: async accounts => accounts.map(account => answer(account, availability)),
  };
}

function answer(account: AccountKey, availability: readonly Availability[]): Availability {
  const found = availability.find(one => one.account === account);
  return found ?? {account, available: 0, authority: 'server', used: 0};
}
