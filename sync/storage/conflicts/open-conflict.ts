import {sql} from 'kysely';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {NewConflict} from '../../conflicts/new-conflict.ts';
import type {Db} from '../database.ts';
import {storableText} from '../storable-text.ts';
import {moneyAtStake} from './money-at-stake.ts';

/** Long enough for an operation that could not be kept anywhere else. */
const detailLimit = 200_000;

/** Opens it with its trail and the money at stake, where that is known; one that is there already stays as it is. */
export async function openConflict(db: Db, projectId: ProjectId, conflict: NewConflict): Promise<void> {
  const {id, deviceId, operationId, account, amount, detail} = conflict;
  const {evidence = {}, resolved} = conflict;
  const done = resolved !== undefined;
  const moneyMinor = conflict.moneyMinor ?? (await moneyAtStake(db, projectId, account, amount));
  await sql`
    with opened as (
      insert into conflict (project_id, conflict_id, class, device_id, operation_id, account, amount, detail,
        money_minor, evidence, status, resolution, resolved_at)
      values (${projectId}, ${id}, ${conflict.class}, ${deviceId}, ${operationId}, ${account}, ${amount},
        ${storableText(detail, detailLimit)}, ${moneyMinor}, ${storableEvidence(evidence)},
        ${done ? 'resolved' : 'open'}, ${resolved?.resolution ?? null}, ${done ? sql`now()` : null})
      on conflict (project_id, conflict_id) do nothing
      returning project_id, conflict_id, opened_at
    )
    insert into conflict_event (project_id, conflict_id, at, actor, event, note)
    select o.project_id, o.conflict_id, o.opened_at, e.actor, e.event, e.note
    from opened o
    cross join (values
      (1, 'server', 'opened', null),
      (2, ${resolved?.by ?? null}::text, 'resolved', ${resolved?.note ?? null}::text)
    ) as e(line, actor, event, note)
    where e.actor is not null
    order by e.line
  `.execute(db);
}

/** Texts in it come from tills: what PostgreSQL cannot hold is taken out. */
function storableEvidence(evidence: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(evidence, (_key, value: unknown) =>
    typeof value === 'string' ? storableText(value, detailLimit) : value,
  );
}
