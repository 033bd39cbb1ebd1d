/**
 * Whether edits kept their promises, at rest: each that arrived is recorded once, with one outcome for each of its fields;
 * what was not taken, merged or lawfully lost waits as C7; limits are where all that was taken of them puts them.
 */
import {canonicalJson} from '../../shared/kernel/canonical-json.ts';
import type {Edit} from '../../shared/protocol/edit.ts';
import type {EditRecord} from '../../sync/edits/edit-book.ts';
import {editEvidenceSchema} from '../../sync/edits/edit-evidence.ts';
import {editedLimit} from './shop.ts';
import type {World} from './world.ts';

export function judgeEdits(world: World): string[] {
  const {server, truth} = world;
  const records = [...server.books.edits()];
  const byOperation = new Map(records.map(record => [record.operationId, record]));
  const faults = records.length === byOperation.size ? [] : ['an edit is recorded twice'];
  const waiting = new Set(
    [...server.books.conflicts()].flatMap(({class: kind, evidence}) => {
      const parsed = kind === 'C7' ? editEvidenceSchema.safeParse(evidence) : null;
      return parsed?.success ? parsed.data.fields.map(({path}) => `${parsed.data.editId} ${path}`) : [];
    }),
  );
  let limit = editedLimit.start;
  for (const {operation} of truth.all()) {
    if (operation.body.kind !== 'edit' || !server.hasHeardOf(operation.id)) continue;
    const {edit} = operation.body;
    const record = byOperation.get(operation.id);
    byOperation.delete(operation.id);
    if (record === undefined) faults.push(`edit ${edit.id} arrived and is not recorded`);
    else faults.push(...outcomeFaults(edit, record, waiting));
    if (record !== undefined) limit += limitMoved(edit, record);
  }
  for (const record of byOperation.values()) faults.push(`edit ${record.editId} was never made at a till`);
  return [...faults, ...limitFaults(world, limit), ...contentFaults(world)];
}

function outcomeFaults(edit: Edit, record: EditRecord, waiting: ReadonlySet<string>): string[] {
  if (edit.change.kind === 'delete') return [];
  const asked = edit.change.fields.map(({path}) => path);
  const answered = record.outcomes.map(({path}) => path);
  const faults =
    canonicalJson(asked) === canonicalJson(answered)
      ? []
      : [`edit ${edit.id} changes ${asked}, what became of ${answered} is recorded`];
  for (const {path, outcome} of record.outcomes)
    if (outcome === 'parked' && !waiting.has(`${edit.id} ${path}`))
      faults.push(`edit ${edit.id} of ${path} was parked, and nobody was told`);
  return faults;
}

/** By how much an edit that was taken moves the limit that managers change (ME5). */
function limitMoved({documentId, change}: Edit, {outcomes}: EditRecord): number {
  if (documentId !== editedLimit.id || change.kind === 'delete') return 0;
  return change.fields.reduce((sum, {path, before, after}) => {
    const isParked = outcomes.some(one => one.path === path && one.outcome === 'parked');
    return path === 'usesLimit' && !isParked ? sum + Number(after) - Number(before) : sum;
  }, 0);
}

function limitFaults({server}: World, limit: number): string[] {
  const account = [...server.books.accounts()].find(({key}) => key === `v:${editedLimit.id}:uses`);
  const document = [...server.books.documents()].find(({id}) => id === editedLimit.id);
  const published = document?.kind === 'voucher' ? document.usesLimit : null;
  return account?.limit === limit && published === limit
    ? []
    : [`ME5 a limit is ${published}, its account's ${account?.limit}; what managers changed makes ${limit}`];
}

/** Whatever a till has in the version of the server it has with the server's content. */
function contentFaults({server, tills}: World): string[] {
  const texts = new Map(
    [...server.books.documents()].map(one => [`${one.kind} ${one.id} ${one.version}`, canonicalJson(one)]),
  );
  return tills.flatMap(({index, state, hardware}) =>
    state === 'gone'
      ? []
      : hardware.replica.documents().flatMap(one => {
          const text = texts.get(`${one.kind} ${one.id} ${one.version}`);
          return text === undefined || text === canonicalJson(one)
            ? []
            : [`till ${index} has another ${one.kind} ${one.id} than the server`];
        }),
  );
}
