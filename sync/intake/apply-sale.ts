/** A till's sale becomes an order and redemptions, exactly as the till granted it; what is odd about it is a finding. */
import {present} from '../../shared/kernel/assert.ts';
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {Sale} from '../../shared/protocol/sale.ts';
import type {Tx} from '../storage/database.ts';
import {findDevice} from '../storage/devices/find-device.ts';
import type {DeviceEpoch} from '../storage/leases/save-leases.ts';
import {recordRedemptions} from '../storage/redemptions/record-redemptions.ts';
import {checkDecision} from './check-decision.ts';
import {checkFacts} from './check-facts.ts';
import {checkPayment, checkPlace} from './check-sale.ts';
import type {Finding} from './finding.ts';
import {settleSpends} from './settle-spends.ts';

export async function applySale(
  tx: Tx,
  projectId: ProjectId,
  till: DeviceEpoch,
  sale: Sale,
  occurredMs: EpochMs,
): Promise<readonly Finding[]> {
  await recordRedemptions(tx, projectId, {
    order: {
      id: sale.orderId,
      sourceId: null,
      cart: sale.request.cart,
      metadata: sale.request.cart.metadata,
    },
    decision: sale.decision,
    plan: {redemptions: sale.redemptions, parentRedemptionId: sale.parentRedemptionId},
    customerId: sale.request.customerId,
    trackingId: null,
    channel: {channel_id: till.deviceId, channel_type: 'USER'},
    metadata: {},
    redeemedAtMs: occurredMs,
    till: {
      deviceId: till.deviceId,
      storeId: sale.storeId,
      staffId: sale.staffId,
      receiptNumber: sale.receiptNumber,
      tenders: sale.tenders,
      changeMinor: sale.changeMinor,
    },
  });
  const device = present(await findDevice(tx, projectId, till.deviceId), 'the till that sends');
  return [
    ...checkDecision(sale, occurredMs),
    ...(await checkFacts(tx, projectId, sale.facts, occurredMs)),
    ...checkPayment(sale),
    ...checkPlace(sale, device.storeId),
    ...(await settleSpends(tx, projectId, till, sale)),
  ];
}
