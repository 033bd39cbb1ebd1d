import {sql} from 'kysely';
import {epochMs} from '../../../shared/kernel/epoch.ts';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Document} from '../../../shared/protocol/document.ts';
import type {KnownVersion} from '../../store/sync-store.ts';
import type {Db} from '../database.ts';

/** What the server published of these documents at these versions, by `kind id`. */
export async function findVersions(
  db: Db,
  projectId: ProjectId,
  documents: readonly Document[],
): Promise<Map<string, KnownVersion>> {
  const asked = documents.map(({kind, id, version}) => ({kind, id, version}));
  const {rows} = await sql<{kind: string; id: string; hash: string; replaced_at: Date | null}>`
    select v.kind, v.id, v.hash,
      (select min(n.published_at) from document_version n
        where n.project_id = v.project_id and n.kind = v.kind and n.id = v.id and n.version > v.version)
        as replaced_at
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as a(kind text, id text, version integer)
    join document_version v on v.project_id = ${projectId} and v.kind = a.kind and v.id = a.id
      and v.version = a.version
  `.execute(db);
  return new Map(
    rows.map(({kind, id, hash, replaced_at}) => [
      `${kind} ${id}`,
      {hash, replacedAtMs: replaced_at === null ? null : epochMs(replaced_at.getTime())},
    ]),
  );
}
