import type {DeviceId, ProjectId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';

export interface WaitingDevice {
  readonly projectId: ProjectId;
  readonly tokenSecret: Buffer;
  readonly deviceId: DeviceId;
  readonly number: number;
  readonly name: string;
  readonly epoch: number;
}

/** The tills that nobody enrolled yet, by number. */
export function listWaitingDevices(db: Db): Promise<readonly WaitingDevice[]> {
  return db
    .selectFrom('device as d')
    .innerJoin('project as p', 'p.project_id', 'd.project_id')
    .select([
      'd.project_id as projectId',
      'p.token_secret as tokenSecret',
      'd.device_id as deviceId',
      'd.number',
      'd.name',
      'd.epoch',
    ])
    .where('d.status', '=', 'waiting')
    .orderBy('d.number')
    .execute();
}
