import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {NewSale} from '../../store/sale-book.ts';
import type {Tx} from '../database.ts';
import {recordRedemptions} from '../redemptions/record-redemptions.ts';

/** A till's sale as an order with its redemptions, exactly as the till granted them. */
export async function recordSale(
  tx: Tx,
  projectId: ProjectId,
  {sale, decision, deviceId, soldMs}: NewSale,
): Promise<void> {
  await recordRedemptions(tx, projectId, {
    order: {
      id: sale.orderId,
      sourceId: null,
      cart: sale.request.cart,
      metadata: sale.request.cart.metadata,
    },
    decision,
    plan: {redemptions: sale.redemptions, parentRedemptionId: sale.parentRedemptionId},
    customerId: sale.request.customerId,
    trackingId: null,
    channel: {channel_id: deviceId, channel_type: 'USER'},
    metadata: {},
    redeemedAtMs: soldMs,
    till: {
      deviceId,
      storeId: sale.storeId,
      staffId: sale.staffId,
      receiptNumber: sale.receiptNumber,
      tenders: sale.tenders,
      changeMinor: sale.changeMinor,
    },
  });
}
