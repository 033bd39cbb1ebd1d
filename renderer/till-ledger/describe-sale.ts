/**
 * Puts a sale into the words and sums the receipt shows, from the sale's own facts: once, when it is completed.
 */
import type {AppliedVerdict, Verdict} from '../../shared/decision/decision.ts';
import type {Facts} from '../../shared/decision/facts.ts';
import {present} from '../../shared/kernel/assert.ts';
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {OperationId} from '../../shared/kernel/id.ts';
import {add, type Minor, minor, subtract, zero} from '../../shared/money/minor.ts';
import type {PricedLine} from '../../shared/order/priced-order.ts';
import type {Sale} from '../../shared/protocol/sale.ts';
import type {SaleSurroundings} from './sale-surroundings.ts';
import type {SoldLine, SoldOffer, StoredSale} from './stored-sale.ts';

export function describeSale(
  sale: Sale,
  operation: {readonly operationId: OperationId; readonly completedAtMs: EpochMs},
  surroundings: SaleSurroundings,
): StoredSale {
  const {decision, facts} = sale;
  const offers = decision.verdicts.map(verdict => soldOffer(verdict, facts));
  const giftCreditsMinor = add(
    ...applied(decision.verdicts).map(verdict => verdict.gift?.creditsMinor ?? zero),
  );
  return {
    ...operation,
    ...surroundings,
    id: sale.id,
    orderId: sale.orderId,
    receiptNumber: sale.receiptNumber,
    staffId: sale.staffId,
    customerId: sale.request.customerId,
    customerName: facts.customer?.name ?? null,
    currency: sale.currency,
    timeZone: facts.settings.timeZone,
    lines: decision.order.lines.map((line, index) => soldLine(line, index, offers, facts)),
    offers,
    amountMinor: present(decision.order.amountMinor, 'the amount of the order'),
    savingsMinor: subtract(decision.order.totalDiscountMinor, giftCreditsMinor),
    giftCreditsMinor,
    totalMinor: present(decision.order.totalMinor, 'the total of the order'),
    tenders: sale.tenders,
    changeMinor: sale.changeMinor,
  };
}

function applied(verdicts: readonly Verdict[]): AppliedVerdict[] {
  return verdicts.filter(verdict => verdict.status === 'applied');
}

function soldLine(line: PricedLine, index: number, offers: readonly SoldOffer[], facts: Facts): SoldLine {
  const discounts = offers.flatMap(({title, verdict}, offer) => {
    const amountMinor = appliedTo(verdict, index);
    return amountMinor === 0 ? [] : [{offer, title, amountMinor}];
  });
  return {...line, name: line.name ?? productName(line, facts), discounts};
}

function appliedTo(verdict: Verdict, index: number): Minor {
  return verdict.status === 'applied' ? (verdict.order.lines[index]?.appliedDiscountMinor ?? zero) : zero;
}

function productName(line: PricedLine, facts: Facts): string | null {
  const product = facts.products.find(
    candidate =>
      candidate.id === line.productId || (line.sourceId !== null && candidate.sourceId === line.sourceId),
  );
  return product?.name ?? null;
}

function soldOffer(verdict: Verdict, facts: Facts): SoldOffer {
  const {requested} = verdict;
  const isApplied = verdict.status === 'applied';
  const orderMinor = isApplied ? verdict.order.appliedOrderDiscountMinor : zero;
  const giftMinor = isApplied ? (verdict.gift?.creditsMinor ?? zero) : zero;
  return {
    object: requested.object === 'voucher' ? 'voucher' : 'promotion_tier',
    code: requested.object === 'voucher' ? requested.code : null,
    title: offerTitle(verdict, facts),
    orderDiscountMinor: minor(Math.max(0, orderMinor - giftMinor)),
    itemsDiscountMinor: isApplied ? verdict.order.appliedItemsDiscountMinor : zero,
    verdict,
  };
}

/** What a customer would call it: the tier's banner or name, the campaign's name, else the code. */
function offerTitle(verdict: Verdict, facts: Facts): string {
  const {requested, foundId} = verdict;
  if (requested.object !== 'voucher') {
    const tier = facts.promotionTiers.find(candidate => candidate.id === (foundId ?? requested.id));
    return tier?.banner || tier?.name || requested.id;
  }
  const campaign = facts.campaigns.find(candidate => candidate.id === verdict.campaignId);
  return campaign?.name ?? requested.code;
}
