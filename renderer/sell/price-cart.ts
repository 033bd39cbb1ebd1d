import {decide} from '../../shared/decision/decide.ts';
import type {Decision} from '../../shared/decision/decision.ts';
import {gather} from '../../shared/decision/gather.ts';
import {present} from '../../shared/kernel/assert.ts';
import {balanceAccount, usesAccount} from '../../shared/ledger/account-key.ts';
import type {AccountView} from '../../shared/protocol/exchange.ts';
import type {Voucher} from '../../shared/redeemables/voucher.ts';
import type {PricedSale} from '../sale/priced-sale.ts';
import type {SaleContent} from '../sale/sale-content.ts';
import {activeTiers} from '../till-db/active-tiers.ts';
import {readProducts} from '../till-db/find-product.ts';
import {findVoucher} from '../till-db/find-voucher.ts';
import {readAccountView} from '../till-db/read-account-view.ts';
import {readSettings} from '../till-db/read-settings.ts';
import type {TillContext} from '../till-db/till-context.ts';
import {tillFactSource} from '../till-db/till-fact-source.ts';
import {type CodeFound, priceRequest} from './price-request.ts';
import {remediesOf} from './remedies.ts';

/** Prices a cart with what this till knows and holds, without asking anyone. */
export async function priceCart(till: TillContext, content: SaleContent): Promise<PricedSale> {
  const nowMs = till.clock.nowMs();
  const [stored, tiers, codes] = await Promise.all([
    readSettings(till.db),
    activeTiers(till.db, nowMs),
    Promise.all(content.codes.map(code => lookUp(till, code))),
  ]);
  const settings = present(stored, 'the settings of the shop, which are not downloaded yet');
  const request = priceRequest(content, codes, tiers, settings.stacking.redeemablesLimit);
  const facts = await gather(tillFactSource(till.db, nowMs), request, nowMs);
  const decision = decide(facts, request);
  const [accounts, productNames] = await Promise.all([
    readAccounts(till, facts.vouchers),
    readProductNames(till, decision),
  ]);
  return {content, request, facts, decision, accounts, productNames};
}

/** Names for the products that a condition asks for: the cart's facts hold only what is in the cart. */
async function readProductNames(till: TillContext, {verdicts}: Decision): Promise<Map<string, string>> {
  const named = verdicts
    .flatMap(remediesOf)
    .flatMap(remedy => (remedy.kind === 'add_product' ? remedy.productIds : []));
  const products = await readProducts(till.db, [...new Set(named)]);
  return new Map(products.map(({id, name}) => [id, name]));
}

async function lookUp(till: TillContext, code: string): Promise<CodeFound> {
  const voucher = await findVoucher(till.db, code);
  return {code, isGiftCard: voucher?.benefit.type === 'GIFT_VOUCHER'};
}

/** What the server last said about the limited things behind these vouchers. */
async function readAccounts(till: TillContext, vouchers: readonly Voucher[]): Promise<AccountView[]> {
  const keys = vouchers.flatMap(({id}) => [usesAccount(id), balanceAccount(id)]);
  const views = await Promise.all(keys.map(key => readAccountView(till.db, key)));
  return views.filter(view => view !== null);
}
