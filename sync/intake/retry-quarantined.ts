/**
 * Operations in quarantine are tried again when something may have changed: at the start of a server (it may be a newer
 * one), when a person asks, and when the till's own operations arrived that they may have waited for. What is understood
 * now is applied once, in the order in which the till made it; the rest stays as it was.
 */
import {z} from 'zod';
import type {DeviceId, ProjectId} from '../../shared/kernel/id.ts';
import type {QuarantinedOperation} from '../store/operation-book.ts';
import type {IntakeDeps} from './intake-deps.ts';
import {lockTouched} from './lock-touched.ts';
import {readEnvelope} from './read-operation.ts';
import {tryOperation} from './take-operation.ts';

export interface Retried {
  readonly tried: number;
  readonly applied: readonly QuarantinedOperation[];
}

/** Of one till, or of all where none is named. */
export async function retryQuarantined(
  deps: IntakeDeps,
  projectId: ProjectId,
  deviceId: DeviceId | null,
): Promise<Retried> {
  const waiting = await deps.store.read(projectId).listQuarantined(deviceId);
  const applied: QuarantinedOperation[] = [];
  for (const operation of waiting) if (await retry(deps, projectId, operation)) applied.push(operation);
  return {tried: waiting.length, applied};
}

/** Voids of a till that waited for sales of these orders. */
export async function retryVoids(
  deps: IntakeDeps,
  projectId: ProjectId,
  deviceId: DeviceId,
  orders: ReadonlySet<string>,
): Promise<void> {
  if (orders.size === 0) return;
  for (const operation of await deps.store.read(projectId).listQuarantined(deviceId, 'void')) {
    const waiting = voidedSchema.safeParse(JSON.parse(operation.body));
    if (waiting.success && orders.has(waiting.data.body.void.orderId))
      await retry(deps, projectId, operation);
  }
}

const voidedSchema = z.object({body: z.object({void: z.object({orderId: z.string()})})});

async function retry(
  {store, clock, random, logFailure}: IntakeDeps,
  projectId: ProjectId,
  operation: QuarantinedOperation,
): Promise<boolean> {
  const envelope = readEnvelope(JSON.parse(operation.body));
  if (envelope === null) return false;
  const till = {deviceId: operation.deviceId, epoch: operation.epoch};
  return store.transact(projectId, async tx => {
    await tx.lockEpoch(till);
    const stored = await tx.findOperations(till, [operation.sequence]);
    const now = stored.find(one => one.hash === operation.hash);
    if (now?.outcome !== 'quarantined') return false;
    await lockTouched(tx, till.deviceId, [envelope], operation.forked);
    const taking = {tx, till, receivedMs: clock.nowMs(), random, logFailure};
    return (await tryOperation(taking, envelope, {forked: operation.forked})).ok;
  });
}
