/**
 * What was read for a request that named things, asked again by name. Each answer is whole or null: then more is asked
 * than was named, and somebody else must be asked for all of it.
 */
import type {Product} from '../../shared/catalog/product.ts';
import type {Customer} from '../../shared/customer/customer.ts';
import type {ProjectSettings} from '../../shared/decision/facts.ts';
import {free} from '../../shared/ledger/account.ts';
import {type AccountKey, accountOwner, isCounter} from '../../shared/ledger/account-key.ts';
import type {Availability} from '../../shared/ledger/draw.ts';
import type {Document, DocumentKind, DocumentOf} from '../../shared/protocol/document.ts';
import type {Campaign} from '../../shared/redeemables/campaign.ts';
import type {Voucher} from '../../shared/redeemables/voucher.ts';
import type {ValidationRule} from '../../shared/rules/validation-rule.ts';
import type {FactNames, ReadFacts} from '../storage/redemptions/read-facts.ts';

export interface KnownFacts {
  readonly settings: ProjectSettings;
  /** undefined where nobody named this customer. */
  readonly customer: (id: string) => Customer | null | undefined;
  readonly products: (ids: readonly string[], sourceIds: readonly string[]) => readonly Product[] | null;
  readonly vouchers: (codes: readonly string[], typed: readonly string[]) => readonly Voucher[] | null;
  readonly campaigns: (ids: readonly string[]) => readonly Campaign[] | null;
  readonly validationRules: (ids: readonly string[]) => readonly ValidationRule[] | null;
  readonly availability: (account: AccountKey) => Availability | null;
}

/** `names`: those of one request; `facts` may hold what others named too, and that is not looked at. */
export function knownFacts(facts: ReadFacts, names: FactNames): KnownFacts {
  const {documents, accounts, voucherOfCode, productOfSource, settings} = facts;
  const find = <Kind extends DocumentKind>(kind: Kind, ids: readonly (string | undefined)[]) =>
    [...new Set(ids)].flatMap(id => {
      const document = documents.get(`${kind} ${id}`);
      return document !== undefined && isOfKind(document, kind) ? document : [];
    });
  const ofCodes = (codes: readonly string[]) => codes.map(code => voucherOfCode.get(code));
  const named = find('voucher', [...ofCodes(names.codes), ...names.typed]);
  const campaignIds = named.flatMap(voucher => voucher.campaignId ?? []);
  const above = find('campaign', campaignIds);
  const ruleIds = [...named, ...above].flatMap(one => one.ruleIds);
  const owners = new Set<string | null>([...named, ...above].map(one => one.id));
  return {
    settings,
    customer: id => (within([id], names.customerIds) ? (find('customer', [id])[0] ?? null) : undefined),
    products: (ids, sourceIds) =>
      within(ids, names.productIds) && within(sourceIds, names.sourceIds)
        ? find('product', [...ids, ...sourceIds.map(sourceId => productOfSource.get(sourceId))])
        : null,
    vouchers: (codes, typed) =>
      within(codes, names.codes) && within(typed, names.typed)
        ? find('voucher', [...ofCodes(codes), ...typed])
        : null,
    campaigns: ids => (within(ids, campaignIds) ? find('campaign', ids) : null),
    validationRules: ids => (within(ids, ruleIds) ? find('validation_rule', ids) : null),
    availability: account => {
      if (isCounter(account) || !owners.has(accountOwner(account))) return null;
      const book = accounts.get(account);
      const available = book === undefined ? 0 : free(book);
      return {account, available, authority: 'server', used: book?.committed ?? 0};
    },
  };
}

function within(asked: readonly string[], known: readonly string[]): boolean {
  if (asked.length === 0) return true;
  const all = new Set(known);
  return asked.every(one => all.has(one));
}

function isOfKind<Kind extends DocumentKind>(document: Document, kind: Kind): document is DocumentOf<Kind> {
  return document.kind === kind;
}
