import type {ProjectId} from '../../shared/kernel/id.ts';
import type {AppDeps} from '../http/app-deps.ts';
import {listChanges} from '../storage/documents/list-changes.ts';

/** A page in the wire's shape; its documents are passed on as they were published (shared/protocol/changes.ts). */
export interface ChangesAnswer {
  readonly changes: readonly unknown[];
  readonly next: number;
  readonly head: number;
}

/** The changes after a position, oldest first, including everything committed before this was asked. */
export async function readChanges(
  {db, stamper}: Pick<AppDeps, 'db' | 'stamper'>,
  projectId: ProjectId,
  {after, limit}: {readonly after: number; readonly limit: number},
): Promise<ChangesAnswer> {
  const head = await stamper.stampNow(projectId);
  const rows = await listChanges(db, projectId, after, limit);
  const changes = rows.map(({position, deleted, kind, id, version, body}) =>
    deleted ? {deleted, position, kind, id, version} : {deleted, position, document: body},
  );
  const next = rows.at(-1)?.position ?? after;
  return {changes, next, head: Math.max(head, next)};
}
