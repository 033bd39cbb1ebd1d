/**
 * When each field of a campaign, product, voucher or tier was last written, by path as in shared/merge. Kept with every
 * publication, whoever caused it, so that of two people who changed one field it is known who was later.
 */
import {sql} from 'kysely';
import {type EpochMs, epochMs} from '../../../shared/kernel/epoch.ts';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {EditableKind} from '../../../shared/merge/editable.ts';
import type {FieldWrite} from '../../../shared/merge/merge-edit.ts';
import type {Document} from '../../../shared/protocol/document.ts';
import type {Db, Tx} from '../database.ts';

const editable: readonly string[] = [
  'campaign',
  'product',
  'voucher',
  'promotion_tier',
] satisfies EditableKind[];

/** Compares what is about to be published with what is; before it replaces that. A first version writes nothing. */
export async function noteFieldWrites(
  tx: Tx,
  projectId: ProjectId,
  documents: readonly Document[],
): Promise<void> {
  const changed = documents.filter(({kind, version}) => version > 1 && editable.includes(kind));
  if (changed.length === 0) return;
  const rows = changed.map(body => ({kind: body.kind, id: body.id, version: body.version, body}));
  await sql`
    insert into field_write (project_id, kind, document_id, path, version, at)
    select ${projectId}, g.kind, g.id, f.path, g.version, now()
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(kind text, id text, version integer, body jsonb)
    join document d on d.project_id = ${projectId} and d.kind = g.kind and d.id = g.id and d.version < g.version
    cross join lateral (
      select path from (${fieldsOf('g')}) n full join (${fieldsOf('d')}) o using (path)
      where n.value is distinct from o.value
    ) f
    order by g.kind, g.id, f.path
    on conflict (project_id, kind, document_id, path) do update set version = excluded.version, at = excluded.at
  `.execute(tx);
}

function fieldsOf(alias: 'g' | 'd') {
  const body = sql.ref(`${alias}.body`);
  return sql`
    select key as path, value from jsonb_each(${body}) where key not in ('version', 'metadata', 'benefit')
    union all
    select 'metadata.' || key, value from jsonb_each(coalesce(${body} -> 'metadata', '{}'))
    union all
    select 'benefit.' || key, value from jsonb_each(coalesce(${body} -> 'benefit', '{}'))
  `;
}

export async function readFieldWrites(
  db: Db,
  projectId: ProjectId,
  kind: EditableKind,
  documentId: string,
): Promise<ReadonlyMap<string, FieldWrite>> {
  const rows = await db
    .selectFrom('field_write')
    .select(['path', 'version', 'at'])
    .where('project_id', '=', projectId)
    .where('kind', '=', kind)
    .where('document_id', '=', documentId)
    .execute();
  return new Map(rows.map(({path, version, at}) => [path, {version, atMs: epochMs(at.getTime())}]));
}

/** Sets the time that counts, which is when an edit was made; of a field that no publication changed the version stays. */
export async function timeFieldWrites(
  tx: Tx,
  projectId: ProjectId,
  document: {readonly kind: EditableKind; readonly id: string; readonly version: number},
  written: ReadonlyMap<string, EpochMs>,
): Promise<void> {
  if (written.size === 0) return;
  const rows = [...written].map(([path, atMs]) => ({
    project_id: projectId,
    kind: document.kind,
    document_id: document.id,
    path,
    version: document.version,
    at: new Date(atMs),
  }));
  await tx
    .insertInto('field_write')
    .values(rows)
    .onConflict(conflict =>
      conflict
        .columns(['project_id', 'kind', 'document_id', 'path'])
        .doUpdateSet(eb => ({at: eb.ref('excluded.at')})),
    )
    .execute();
}
