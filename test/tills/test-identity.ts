import type {Monotonic} from '../../renderer/clock/monotonic.ts';
import type {TillIdentity} from '../../renderer/till-ledger/identity.ts';
import type {DeviceId} from '../../shared/kernel/id.ts';

export function testIdentity(deviceId: DeviceId = 'till_one'): TillIdentity {
  return {
    deviceId,
    epoch: 1,
    projectId: 'proj_test',
    projectName: 'Test',
    storeId: 'store_one',
    storeName: 'Store One',
    tillName: 'Till 3',
    tillNumber: 3,
    serverUrl: 'http://server.test',
  };
}

/** Stands still until a test moves it. */
export function stillMonotonic(bootId: string | null = null): Monotonic & {atMs: number} {
  const monotonic = {atMs: 10_000, bootId, nowMs: () => monotonic.atMs, refresh: async () => undefined};
  return monotonic;
}
