import {accountVoucher} from '../../shared/ledger/account-key.ts';
import type {PricedSale} from '../sale/priced-sale.ts';
import type {WordingContext} from '../wording/wording-context.ts';

/** What the words about one verdict of a priced sale may name. */
export function wordingContextOf(
  {decision, facts, accounts, productNames}: PricedSale,
  place: number,
  isOnline: boolean,
): WordingContext {
  const verdict = decision.verdicts[place];
  const refusal = verdict === undefined || verdict.status === 'applied' ? null : verdict.refusal;
  const ruleId = refusal !== null && 'ruleId' in refusal ? refusal.ruleId : null;
  const voucher = facts.vouchers.find(({id}) => id === verdict?.foundId);
  const campaign = facts.campaigns.find(({id}) => id === voucher?.campaignId);
  const views = accounts.filter(view => accountVoucher(view.account) === verdict?.foundId);
  return {
    currency: facts.settings.currency,
    timeZone: facts.settings.timeZone,
    nowMs: facts.nowMs,
    isOnline,
    isOnlineOnly: campaign?.offlinePolicy?.kind === 'online_only',
    isCard: voucher?.benefit.type === 'GIFT_VOUCHER',
    // Of a gift card with limited uses, the account that is short is the one to talk about.
    account: views.find(view => view.free === 0) ?? views[0] ?? null,
    ruleName: facts.validationRules.find(({id}) => id === ruleId)?.name ?? null,
    productName: id =>
      facts.products.find(product => product.id === id || product.sourceId === id)?.name ??
      productNames.get(id) ??
      null,
  };
}
