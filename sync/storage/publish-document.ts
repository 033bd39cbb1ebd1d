/**
 * Publishing: what tills replicate. In the transaction of every change the document takes its new version, loses
 * its feed position (the stamper gives a new one after the commit) and leaves its hash behind, so that a sale
 * decided on an older version can be told from an invented one. It takes its scope, too: the store whose tills
 * replicate it, or all.
 */
import {sql} from 'kysely';
import {assert} from '../../shared/kernel/assert.ts';
import {contentHash} from '../../shared/kernel/content-hash.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import {type Document, type DocumentKind, documentSchema} from '../../shared/protocol/document.ts';
import {voucherSlot} from '../../shared/protocol/voucher-block.ts';
import type {Tx} from './database.ts';
import {findScopes} from './documents/find-scopes.ts';
import {findMovedRules, rescoped} from './documents/rescope.ts';
import {noteFieldWrites} from './edits/field-writes.ts';

/** @throws AssertionFailure when this version was already published with other content. */
export function publishDocument(tx: Tx, projectId: ProjectId, document: Document): Promise<void> {
  return publishDocuments(tx, projectId, [document]);
}

/** Many at once, each `{kind, id}` at most once: the codes of a campaign are one statement, not a thousand. */
export async function publishDocuments(
  tx: Tx,
  projectId: ProjectId,
  documents: readonly Document[],
): Promise<void> {
  if (documents.length === 0) return;
  const bodies = documents.map(document => documentSchema.parse(document));
  const moved = await findMovedRules(tx, projectId, bodies);
  const scopes = await findScopes(tx, projectId, bodies);
  const rows = bodies.map((body, place) => ({
    kind: body.kind,
    id: body.id,
    version: body.version,
    hash: contentHash(body),
    body,
    slot: body.kind === 'voucher' ? voucherSlot(body.code) : null,
    scope: scopes[place] ?? null,
  }));
  await noteFieldWrites(tx, projectId, bodies);
  const {rows: kept} = await sql<VersionRow>`
    with given as (
      select kind, id, version, hash, body, slot, scope
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(kind text, id text, version integer, hash text, body jsonb, slot integer, scope text)
      order by kind, id
    ), remembered as (
      insert into document_version (project_id, kind, id, version, hash)
      select ${projectId}, kind, id, version, hash from given
      on conflict (project_id, kind, id, version) do update set hash = document_version.hash
      returning kind, id, version, hash
    ), published as (
      insert into document (project_id, kind, id, version, position, deleted, body, slot, scope)
      select ${projectId}, kind, id, version, null, false, body, slot, scope from given
      on conflict (project_id, kind, id) do update
        set version = excluded.version, position = null, deleted = false, body = excluded.body,
          slot = excluded.slot, scope = excluded.scope,
          narrowed = document.narrowed
            or (excluded.scope is not null and document.scope is distinct from excluded.scope)
        where document.version <= excluded.version
    )
    select kind, id, version, hash from remembered
  `.execute(tx);
  assertNeverUsedTwice(rows, kept);
  for (const rule of moved) {
    for await (const page of rescoped(tx, projectId, rule)) await publishDocuments(tx, projectId, page);
  }
}

/** Leaves a tombstone at `version`, so that tills forget the document; whoever decides on it after that is outdated. */
export async function withdrawDocument(
  tx: Tx,
  projectId: ProjectId,
  document: {readonly kind: DocumentKind; readonly id: string; readonly version: number},
): Promise<void> {
  await tx
    .updateTable('document')
    .set({version: document.version, deleted: true, position: null})
    .where('project_id', '=', projectId)
    .where('kind', '=', document.kind)
    .where('id', '=', document.id)
    .execute();
  await tx
    .insertInto('document_version')
    .values({project_id: projectId, ...document, hash: 'withdrawn'})
    .execute();
}

interface VersionRow {
  readonly kind: DocumentKind;
  readonly id: string;
  readonly version: number;
  readonly hash: string;
}

/** A version that was there keeps its hash: one that differs from ours is another content, and undoes the transaction. */
function assertNeverUsedTwice(rows: readonly VersionRow[], kept: readonly VersionRow[]): void {
  const known = new Map(kept.map(row => [`${row.kind} ${row.id}`, row.hash]));
  for (const row of rows) {
    assert(known.get(`${row.kind} ${row.id}`) === row.hash, `${row.kind} ${row.id}: version used twice`);
  }
}
