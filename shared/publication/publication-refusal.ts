import type {VoucherId} from '../kernel/id.ts';

/** Why nothing was published; the codes are Voucherify's keys. */
export type PublicationRefusal =
  /** Neither a voucher nor a campaign was named. */
  | {readonly code: 'missing_vouchers'}
  | {readonly code: 'voucher_unknown' | 'campaign_unknown'}
  | {readonly code: 'missing_customer'}
  | {readonly code: 'campaign_not_active'}
  | {readonly code: 'voucher_disabled' | 'voucher_already_published'; readonly voucherId: VoucherId}
  | {readonly code: 'voucher_expired'; readonly voucherId: VoucherId}
  /** The customer has joined already, by another code. */
  | {readonly code: 'voucher_cannot_be_published'; readonly joinedById: VoucherId}
  /** `available`: codes that are left, of those asked for. */
  | {readonly code: 'no_voucher_suitable_for_publication'; readonly available: number}
  | {readonly code: 'too_many_vouchers_requested'; readonly limit: number}
  | {readonly code: 'count_out_of_range'; readonly limit: number}
  | {readonly code: 'duplicate_source_id'; readonly sourceId: string};
