import {apiError, done, notFound, type Outcome, refused} from '../../shared/api/error.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {TakenQueue, TillQueue} from '../../shared/protocol/till-queue.ts';
import type {IntakeDeps} from './intake-deps.ts';
import {nothingElse, takeBatch} from './take-batch.ts';

/** Takes a till's exported operations as if it had sent them. The file holds all that there is: what is missing in
 * the middle of it, or cannot be read, holds nothing up. It is still taken should it turn up. */
export async function takeQueue(
  deps: IntakeDeps,
  projectId: ProjectId,
  {deviceId, epoch, operations}: TillQueue,
): Promise<Outcome<TakenQueue>> {
  const read = deps.store.read(projectId);
  const till = {deviceId, epoch};
  if ((await read.findDevice(deviceId)) === null) return refused(notFound('till', deviceId));
  if ((await read.readEpoch(till)) === null) {
    return refused(apiError('invalid_payload', {details: `${deviceId} has no epoch ${epoch}`}));
  }
  const acknowledgements = await takeBatch(deps, projectId, till, {operations, baseSequence: nothingElse});
  const after = await read.readEpoch(till);
  return done({acknowledgements, appliedSequence: after?.appliedSequence ?? 0});
}
