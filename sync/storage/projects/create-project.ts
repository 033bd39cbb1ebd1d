import type {ProjectSettings} from '../../../shared/decision/facts.ts';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Tx} from '../database.ts';
import {jsonb} from '../jsonb.ts';
import {publishDocument} from '../publish-document.ts';
import type {KeyAudience} from '../tables.ts';

export interface NewProject {
  readonly projectId: ProjectId;
  readonly name: string;
  readonly settings: Omit<ProjectSettings, 'kind' | 'id' | 'version'>;
  /** 32 random bytes that key the till tokens. */
  readonly tokenSecret: Buffer;
  readonly keys: readonly {
    readonly audience: KeyAudience;
    readonly appId: string;
    readonly tokenSha256: Buffer;
  }[];
}

/** Writes a project with its keys and publishes its settings. */
export async function createProject(tx: Tx, project: NewProject): Promise<void> {
  const {projectId, name, settings, tokenSecret, keys} = project;
  await tx
    .insertInto('project')
    .values({project_id: projectId, name, settings: jsonb(settings), token_secret: tokenSecret})
    .execute();
  await tx.insertInto('feed_head').values({project_id: projectId}).execute();
  await tx
    .insertInto('api_key')
    .values(
      keys.map(key => ({
        project_id: projectId,
        app_id: key.appId,
        audience: key.audience,
        token_sha256: key.tokenSha256,
      })),
    )
    .execute();
  await publishDocument(tx, projectId, {kind: 'settings', id: 'settings', version: 1, ...settings});
}
