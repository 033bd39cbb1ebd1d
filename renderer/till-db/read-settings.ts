import type {ProjectSettings} from '../../shared/decision/facts.ts';
import type {TillDatabases} from './open-till-databases.ts';
import {readOther} from './read-other.ts';

/** The project's conventions; null until the first download brought them. */
export function readSettings(db: TillDatabases): Promise<ProjectSettings | null> {
  return readOther(db.cache, 'settings', 'settings');
}
