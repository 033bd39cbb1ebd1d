import type {NewConflict} from '../conflicts/new-conflict.ts';
import type {DeviceEpoch, EpochState} from '../store/device-epoch.ts';
import type {SyncTx} from '../store/sync-store.ts';

/**
 * Fences an identity that was seen twice: nothing is granted to it any more and what it holds is asked back, but nothing is
 * freed. What it sold goes on being taken. The epoch must be locked; the caller writes `state` back.
 */
export async function fenceTill(
  tx: SyncTx,
  till: DeviceEpoch,
  state: EpochState,
  seen: Pick<NewConflict, 'id' | 'detail' | 'evidence'>,
): Promise<EpochState> {
  await tx.openConflict({
    ...seen,
    class: 'C4',
    deviceId: till.deviceId,
    operationId: null,
    account: null,
    amount: null,
  });
  if (state.standing !== 'good') return state;
  await tx.suspendLeases(till);
  return {...state, standing: 'fenced'};
}
