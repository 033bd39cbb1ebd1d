import {type RawBuilder, sql} from 'kysely';
import {epochMs} from '../../../shared/kernel/epoch.ts';
import type {DeviceId, ProjectId} from '../../../shared/kernel/id.ts';
import type {AccountKey} from '../../../shared/ledger/account-key.ts';
import type {
  ConflictClass,
  ConflictEvent,
  ConflictView,
  Resolution,
} from '../../../shared/protocol/conflict.ts';
import {suggestionsFor} from '../../conflicts/suggest.ts';
import type {Db} from '../database.ts';

interface Row {
  readonly id: string;
  readonly class: ConflictClass;
  readonly status: 'open' | 'resolved';
  readonly tillId: DeviceId | null;
  readonly operationId: string | null;
  readonly account: AccountKey | null;
  readonly amount: number | null;
  readonly moneyMinor: number | null;
  readonly detail: string;
  readonly evidence: Record<string, unknown>;
  readonly resolution: Resolution | null;
  readonly openedAt: Date;
  readonly resolvedAt: Date | null;
  readonly trail: readonly {
    readonly ms: number;
    readonly actor: string;
    readonly event: ConflictEvent['event'];
    readonly note: string | null;
  }[];
}

/** Conflicts of a project as they are shown; `rest` is what follows `where c.project_id = … and`. */
export async function selectConflicts(
  db: Db,
  projectId: ProjectId,
  rest: RawBuilder<unknown>,
): Promise<ConflictView[]> {
  const {rows} = await sql<Row>`
    select c.conflict_id as id, c.class, c.status, c.device_id as "tillId", c.operation_id as "operationId",
      c.account, c.amount, c.money_minor as "moneyMinor", c.detail, c.evidence, c.resolution,
      c.opened_at as "openedAt", c.resolved_at as "resolvedAt",
      coalesce((
        select jsonb_agg(jsonb_build_object('ms', floor(extract(epoch from e.at) * 1000)::bigint, 'actor', e.actor,
          'event', e.event, 'note', e.note) order by e.event_id)
        from conflict_event e where e.project_id = c.project_id and e.conflict_id = c.conflict_id
      ), '[]') as trail
    from conflict c
    where c.project_id = ${projectId} and ${rest}
  `.execute(db);
  return rows.map(({openedAt, resolvedAt, trail, ...row}) => ({
    ...row,
    suggested: suggestionsFor(row),
    openedAtMs: epochMs(openedAt.getTime()),
    resolvedAtMs: resolvedAt === null ? null : epochMs(resolvedAt.getTime()),
    trail: trail.map(({ms, ...event}) => ({atMs: epochMs(ms), ...event})),
  }));
}
