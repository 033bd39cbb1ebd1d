import type {Clock} from '../../shared/kernel/epoch.ts';
import {makeId, type ProjectId} from '../../shared/kernel/id.ts';
import type {Random} from '../../shared/kernel/random.ts';
import {currencySchema} from '../../shared/money/currency.ts';
import {defaultStackingSettings} from '../../shared/stacking/stacking-settings.ts';
import type {ProjectKeys} from '../enrolment/project-keys.ts';
import {sha256} from '../http/secret.ts';
import type {Db} from '../storage/database.ts';
import {createProject} from '../storage/projects/create-project.ts';
import {transact} from '../storage/transact.ts';

export interface DefaultProject {
  readonly name: string;
  readonly keys: ProjectKeys;
  /** ISO 4217. */
  readonly currency: string;
  /** IANA zone. */
  readonly timeZone: string;
}

/** Makes a project with these keys: codes in any case, and Voucherify's default stacking rules. */
export async function createDefaultProject(
  deps: {readonly db: Db; readonly clock: Clock; readonly random: Random},
  {name, keys, currency, timeZone}: DefaultProject,
): Promise<ProjectId> {
  const projectId = makeId('proj', deps.clock.nowMs(), deps.random);
  const audiences = ['server', 'client', 'management'] as const;
  await transact(deps.db, tx =>
    createProject(tx, {
      projectId,
      name,
      settings: {
        currency: currencySchema.parse(currency),
        timeZone,
        codesCaseSensitive: false,
        stacking: defaultStackingSettings,
      },
      tokenSecret: Buffer.from(deps.random.bytes(32)),
      keys: audiences.map(audience => ({
        audience,
        appId: keys[audience].appId,
        tokenSha256: sha256(keys[audience].token),
      })),
    }),
  );
  return projectId;
}
