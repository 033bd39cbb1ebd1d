/** A till's sale becomes an order and redemptions, exactly as the till granted it; what is odd about it is a finding. */
import {present} from '../../shared/kernel/assert.ts';
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {OperationId} from '../../shared/kernel/id.ts';
import type {Sale} from '../../shared/protocol/sale.ts';
import type {SyncTx} from '../store/sync-store.ts';
import {checkDecision} from './check-decision.ts';
import {checkFacts} from './check-facts.ts';
import {checkOverrides} from './check-overrides.ts';
import {checkPayment, checkPlace} from './check-sale.ts';
import type {Finding} from './finding.ts';
import type {Lane} from './lane.ts';
import {openSale} from './open-sale.ts';
import {settleSpends} from './settle-spends.ts';

export async function applySale(
  tx: SyncTx,
  till: Lane,
  sale: Sale,
  {operationId, occurredMs}: {readonly operationId: OperationId; readonly occurredMs: EpochMs},
): Promise<readonly Finding[]> {
  const {decision} = sale;
  await tx.recordSale({sale, decision, deviceId: till.deviceId, soldMs: occurredMs});
  const {storeId} = present(await tx.findDevice(till.deviceId), 'the till that sends');
  const opened = await openSale(tx, sale);
  return [
    ...(opened.ok ? checkDecision(opened.sale, occurredMs) : [opened.finding]),
    ...(await checkFacts(tx, (opened.ok ? opened.sale : sale).facts, occurredMs)),
    ...checkPayment(sale),
    ...checkPlace(sale, storeId),
    ...(await checkOverrides(tx, sale, operationId)),
    ...(await settleSpends(tx, till, sale, storeId)),
  ];
}
