import type {StoreId} from '../../shared/kernel/id.ts';
import type {Sale} from '../../shared/protocol/sale.ts';
import type {Finding} from './finding.ts';

/** Why a sale cannot be written down at all, or null: its redemptions must be those of its own decision. */
export function saleFault({decision, redemptions, parentRedemptionId}: Sale): string | null {
  const applied = decision.valid
    ? decision.verdicts.flatMap((verdict, index) => (verdict.status === 'applied' ? [index] : []))
    : [];
  const planned = redemptions.map(redemption => redemption.verdict);
  if (applied.length !== planned.length || applied.some((index, at) => planned[at] !== index))
    return 'its redemptions are not those of its decision';
  if ((parentRedemptionId !== null) !== redemptions.length > 1)
    return 'two or more redemptions need a parent, fewer have none';
  return null;
}

/** Whether what was paid is what the order cost. */
export function checkPayment({tenders, changeMinor, decision}: Sale): readonly Finding[] {
  const paidMinor = tenders.reduce((sum, tender) => sum + tender.amountMinor, 0) - changeMinor;
  const totalMinor = decision.order.totalMinor ?? 0;
  if (paidMinor === totalMinor) return [];
  const detail = `${paidMinor} was paid for an order of ${totalMinor} (minor units)`;
  return [{kind: 'conflict', class: 'C6', detail, amount: totalMinor - paidMinor}];
}

/** Whether it was sold where this till stands, and in the money of the project. */
export function checkPlace({storeId, currency, facts}: Sale, tillStoreId: StoreId): readonly Finding[] {
  const findings: Finding[] = [];
  if (storeId !== tillStoreId) {
    const detail = `sold for ${storeId}, but the till belongs to ${tillStoreId}`;
    findings.push({kind: 'conflict', class: 'C6', detail});
  }
  if (currency !== facts.settings.currency) {
    const detail = `paid in ${currency}, but decided in ${facts.settings.currency}`;
    findings.push({kind: 'conflict', class: 'C6', detail});
  }
  return findings;
}
