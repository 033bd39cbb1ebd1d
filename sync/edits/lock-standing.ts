import type {ProjectId, ValidationRuleId} from '../../shared/kernel/id.ts';
import type {Editable, EditableKind} from '../../shared/merge/editable.ts';
import {campaignDocument} from '../campaigns/campaign-document.ts';
import {tierDocument} from '../campaigns/tier-document.ts';
import {productDocument} from '../catalogue/product-document.ts';
import {rulesOf} from '../rules/rules-of.ts';
import type {CampaignRecord} from '../storage/campaigns/campaign-record.ts';
import {lockCampaign} from '../storage/campaigns/find-campaign.ts';
import type {Tx} from '../storage/database.ts';
import {lockProduct} from '../storage/products/find-product.ts';
import type {ProductRecord} from '../storage/products/product-record.ts';
import {lockTier} from '../storage/tiers/find-tiers.ts';
import type {TierRecord} from '../storage/tiers/tier-record.ts';
import {lockVoucher} from '../storage/vouchers/find-voucher.ts';
import type {VoucherRecord} from '../storage/vouchers/voucher-record.ts';
import {voucherDocument} from '../vouchers/voucher-document.ts';

/** A row of the book of record that an edit is about, locked. */
export type Standing =
  | {readonly kind: 'campaign'; readonly record: CampaignRecord}
  | {readonly kind: 'product'; readonly record: ProductRecord}
  | {readonly kind: 'voucher'; readonly record: VoucherRecord}
  | {readonly kind: 'promotion_tier'; readonly record: TierRecord};

/** By id alone: what is merely named like it is another thing. null where there is none (any more). */
export async function lockStanding(
  tx: Tx,
  projectId: ProjectId,
  kind: EditableKind,
  id: string,
): Promise<Standing | null> {
  switch (kind) {
    case 'campaign': {
      const record = await lockCampaign(tx, projectId, id);
      return record?.id === id ? {kind, record} : null;
    }
    case 'product': {
      const record = await lockProduct(tx, projectId, id);
      return record?.id === id ? {kind, record} : null;
    }
    case 'voucher': {
      // No code has this key: it would be in normal form.
      const record = await lockVoucher(tx, projectId, {codeKey: '', typed: id});
      return record?.id === id ? {kind, record} : null;
    }
    case 'promotion_tier': {
      const record = await lockTier(tx, projectId, id);
      return record === null ? null : {kind, record};
    }
  }
}

/** The document that tills have of it. */
export async function documentOf(tx: Tx, projectId: ProjectId, standing: Standing): Promise<Editable> {
  const rules = standing.kind === 'product' ? [] : await rulesOf(tx, projectId, standing.record.id);
  return documentWith(standing, rules);
}

function documentWith(standing: Standing, ruleIds: readonly ValidationRuleId[]): Editable {
  switch (standing.kind) {
    case 'campaign':
      return campaignDocument(standing.record, ruleIds);
    case 'product':
      return productDocument(standing.record);
    case 'voucher':
      return voucherDocument(standing.record, ruleIds);
    case 'promotion_tier':
      return tierDocument(standing.record, ruleIds);
  }
}
