import {presentVoucher, type VoucherWire} from '../../shared/api/voucher-object.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import {balanceAccount} from '../../shared/ledger/account-key.ts';
import {findCampaigns} from '../storage/campaigns/find-campaign.ts';
import type {Db} from '../storage/database.ts';
import {readAccounts} from '../storage/lock-accounts.ts';
import {findAssignments} from '../storage/rules/find-assignments.ts';
import {countUses} from '../storage/vouchers/count-uses.ts';
import type {VoucherRecord} from '../storage/vouchers/voucher-record.ts';

/** Vouchers as the REST API answers them, with what was redeemed of each so far. */
export async function showVouchers(
  db: Db,
  projectId: ProjectId,
  vouchers: readonly VoucherRecord[],
): Promise<VoucherWire[]> {
  const ids = vouchers.map(voucher => voucher.id);
  const cards = vouchers.filter(voucher => voucher.discount === null).map(card => balanceAccount(card.id));
  const campaignIds = vouchers.flatMap(voucher => (voucher.campaignId === null ? [] : [voucher.campaignId]));
  const [campaigns, assignments, uses, books] = await Promise.all([
    findCampaigns(db, projectId, campaignIds),
    findAssignments(db, projectId, ids),
    countUses(db, projectId, ids),
    readAccounts(db, projectId, cards),
  ]);
  return vouchers.map(voucher =>
    presentVoucher({
      ...voucher,
      campaign: campaigns.find(campaign => campaign.id === voucher.campaignId) ?? null,
      giftAmountMinor: voucher.discount === null ? (books.get(balanceAccount(voucher.id))?.limit ?? 0) : null,
      redeemedQuantity: uses.get(voucher.id)?.quantity ?? 0,
      redeemedMinor: uses.get(voucher.id)?.amountMinor ?? 0,
      assignments: assignments.get(voucher.id) ?? [],
    }),
  );
}
