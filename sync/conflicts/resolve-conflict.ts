/**
 * A conflict's life after it was opened: people look at it, say something, and a manager decides. Nothing decides by
 * itself, and each word is a line of its trail, which is only ever added to.
 */
import {apiError, done, notFound, type Outcome, refused} from '../../shared/api/error.ts';
import {present} from '../../shared/kernel/assert.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {ConflictView, NoteConflict, ResolveConflict} from '../../shared/protocol/conflict.ts';
import type {CommandDeps} from '../command-deps.ts';
import type {IntakeDeps} from '../intake/intake-deps.ts';
import {retryQuarantined} from '../intake/retry-quarantined.ts';
import {managerProblem} from '../leases/manager-problem.ts';
import {findConflict, lockConflict} from '../storage/conflicts/find-conflict.ts';
import {addConflictEvent, setResolution} from '../storage/conflicts/move-conflict.ts';
import type {Tx} from '../storage/database.ts';
import {findStaff} from '../storage/staff/find-staff.ts';
import {transact} from '../storage/transact.ts';
import {carryOut} from './carry-out.ts';

/** Does what the resolution says and closes the conflict, both or neither. */
export async function resolveConflict(
  deps: CommandDeps & IntakeDeps,
  projectId: ProjectId,
  id: string,
  order: ResolveConflict,
): Promise<Outcome<ConflictView>> {
  if (order.resolution === 'retry') await retry(deps, projectId, id, order);
  return transact(deps.db, async (tx): Promise<Outcome<ConflictView>> => {
    const problem = await managerProblem(staffOf(tx, projectId), order.staffId);
    if (problem !== null) return refused(problem);
    const conflict = await lockConflict(tx, projectId, id);
    if (conflict === null) return refused(notFound('conflict', id));
    if (conflict.status === 'resolved') {
      const details = `It was resolved before: ${conflict.resolution}`;
      return refused(apiError('state_changed', {details}));
    }
    if (!conflict.suggested.includes(order.resolution)) {
      const details = `resolution should be one of ${conflict.suggested.join(', ')}`;
      return refused(apiError('invalid_payload', {details}));
    }
    const carried = await carryOut(deps, {tx, projectId, conflict, order});
    if (!carried.ok) return carried;
    const atMs = deps.clock.nowMs();
    const {staffId: actor, note, resolution} = order;
    await setResolution(tx, projectId, id, {resolution, atMs});
    await addConflictEvent(tx, projectId, id, {event: 'resolved', actor, note, atMs});
    return done(await shown(tx, projectId, id));
  });
}

/** Operations are applied in transactions of their own, as they would have been when they came. */
async function retry(
  deps: CommandDeps & IntakeDeps,
  projectId: ProjectId,
  id: string,
  {staffId}: ResolveConflict,
): Promise<void> {
  if ((await managerProblem(deps.store.read(projectId), staffId)) !== null) return;
  const conflict = await findConflict(deps.db, projectId, id);
  if (conflict?.class === 'C9' && conflict.tillId !== null)
    await retryQuarantined(deps, projectId, conflict.tillId);
}

/** A manager opens it again; what the resolution did stays done. */
export async function reopenConflict(
  deps: CommandDeps,
  projectId: ProjectId,
  id: string,
  order: NoteConflict,
): Promise<Outcome<ConflictView>> {
  return transact(deps.db, async (tx): Promise<Outcome<ConflictView>> => {
    const problem = await managerProblem(staffOf(tx, projectId), order.staffId);
    if (problem !== null) return refused(problem);
    const conflict = await lockConflict(tx, projectId, id);
    if (conflict === null) return refused(notFound('conflict', id));
    if (conflict.status === 'open') return refused(apiError('state_changed', {details: 'It is open'}));
    await setResolution(tx, projectId, id, null);
    const {staffId: actor, note} = order;
    await addConflictEvent(tx, projectId, id, {event: 'reopened', actor, note, atMs: deps.clock.nowMs()});
    return done(await shown(tx, projectId, id));
  });
}

/** Anybody who works here may say something about it. */
export async function noteConflict(
  deps: CommandDeps,
  projectId: ProjectId,
  id: string,
  {staffId, note}: NoteConflict,
): Promise<Outcome<ConflictView>> {
  return transact(deps.db, async (tx): Promise<Outcome<ConflictView>> => {
    const person = (await findStaff(tx, projectId, [staffId])).get(staffId);
    if (person?.active !== true)
      return refused(apiError('forbidden', {details: `${staffId} does not work here`}));
    if ((await lockConflict(tx, projectId, id)) === null) return refused(notFound('conflict', id));
    await addConflictEvent(tx, projectId, id, {
      event: 'noted',
      actor: staffId,
      note,
      atMs: deps.clock.nowMs(),
    });
    return done(await shown(tx, projectId, id));
  });
}

async function shown(tx: Tx, projectId: ProjectId, id: string): Promise<ConflictView> {
  return present(await findConflict(tx, projectId, id), `conflict ${id}`);
}

function staffOf(tx: Tx, projectId: ProjectId): Parameters<typeof managerProblem>[0] {
  return {findStaff: ids => findStaff(tx, projectId, ids)};
}
