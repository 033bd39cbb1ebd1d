/**
 * The answer to a redemption of a new order: order and redemptions as they were just written, without reading them back.
 * Only what others move as well is read after the commit: how often each voucher was redeemed, and what tiers did so far.
 */
import {presentSimpleCustomer} from '../../shared/api/customer-object.ts';
import {presentPromotionTier} from '../../shared/api/promotion-tier-object.ts';
import type {RedemptionView} from '../../shared/api/redemption-object.ts';
import {presentVoucher} from '../../shared/api/voucher-object.ts';
import type {Product} from '../../shared/catalog/product.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import {viewTiers} from '../campaigns/view-tiers.ts';
import type {CustomerRecord} from '../storage/customers/customer-record.ts';
import type {Db} from '../storage/database.ts';
import {readRedeemedVouchers} from '../storage/redemptions/read-redeemed-vouchers.ts';
import {asStored, type RedemptionRecord} from '../storage/redemptions/record-redemptions.ts';
import {findTiers} from '../storage/tiers/find-tiers.ts';
import {readTogether} from './read-together.ts';
import {presentStored} from './show-redemptions.ts';

/** What was written, and what the decision knew of those it names. */
export interface Written {
  readonly record: RedemptionRecord;
  readonly customer: CustomerRecord | null;
  readonly products: readonly Product[];
}

const readVouchers = readTogether(readRedeemedVouchers);

/** In the order of the plan, and then the parent. */
export async function showCommitted(
  db: Db,
  projectId: ProjectId,
  {record, customer, products}: Written,
): Promise<RedemptionView[]> {
  const {redemptions, order} = asStored(projectId, record);
  const idsOf = (object: 'voucher' | 'promotion_tier') =>
    redemptions.flatMap(each => (each.object === object ? (each.redeemableId ?? []) : []));
  const [voucherIds, tierIds] = [idsOf('voucher'), idsOf('promotion_tier')];
  const [vouchers, tiers] = await Promise.all([
    voucherIds.length === 0 ? null : readVouchers(db, projectId, voucherIds),
    findTiers(db, projectId, tierIds).then(found => viewTiers(db, projectId, found)),
  ]);
  const shownCustomer = customer === null ? null : presentSimpleCustomer(customer);
  const children = redemptions.filter(each => each.kind === 'child').map(({id, date}) => ({id, date}));
  return redemptions.map(redemption => {
    const voucher = vouchers?.get(redemption.redeemableId ?? '');
    const tier = tiers.find(each => each.id === redemption.redeemableId);
    return {
      ...redemption,
      rolledBack: null,
      children: redemption.kind === 'parent' ? children : [],
      customer: shownCustomer,
      order: redemption.order === null ? null : presentStored({...order, priced: redemption.order}, products),
      voucher: voucher === undefined ? null : presentVoucher(voucher),
      promotionTier: tier === undefined ? null : presentPromotionTier(tier),
    };
  });
}
