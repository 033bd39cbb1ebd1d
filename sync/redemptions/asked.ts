import type {RedeemBody} from '../../shared/api/redeem-body.ts';
import type {CustomerRecord} from '../storage/customers/customer-record.ts';
import type {RedemptionChannel} from '../storage/tables.ts';

/** A redemption request with its customer made known. */
export interface Asked {
  readonly body: RedeemBody;
  readonly customer: CustomerRecord | null;
  readonly trackingId: string | null;
  readonly channel: RedemptionChannel;
  readonly requestId: string;
}
