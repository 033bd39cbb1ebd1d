import type {Clock} from '../../shared/kernel/epoch.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {Random} from '../../shared/kernel/random.ts';
import type {App} from '../http/app-type.ts';
import type {Db} from '../storage/database.ts';

/** What the demo loader works with: the finished server, not yet listening, and an empty project. */
export interface DemoContext {
  /** For `inject`: the demo goes the way a user's data goes. */
  readonly app: App;
  readonly db: Db;
  readonly projectId: ProjectId;
  readonly clock: Clock;
  readonly random: Random;
}
