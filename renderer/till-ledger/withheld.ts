/**
 * What edits made on this till take away before the server's answer is in the till's copy of the documents: campaigns,
 * vouchers and tiers that a manager switched off, ended or deleted here (shared/merge ME9). The edits are found in the
 * books themselves, so nothing has to be kept in step with them.
 */
import {z} from 'zod';
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import {withholds} from '../../shared/merge/withholds.ts';
import {type Edit, editSchema} from '../../shared/protocol/edit.ts';
import type {LedgerStore} from './ledger-store.ts';
import type {OperationRow} from './operation-row.ts';

/** Ids of what is not to be used at `nowMs`. `completeAtMs`: when the copy of the documents was last complete. */
export async function readWithheld(
  ledger: Pick<LedgerStore, 'operation'>,
  completeAtMs: number | null,
  nowMs: EpochMs,
): Promise<string[]> {
  const edits = await unheardEdits(ledger, completeAtMs);
  const ids = [...new Set(edits.map(({documentId}) => documentId))];
  return ids.filter(id =>
    withholds(
      edits.filter(({documentId}) => documentId === id),
      nowMs,
    ),
  );
}

/** Edits whose effect the copy of the documents does not show yet, oldest first. */
export async function unheardEdits(
  ledger: Pick<LedgerStore, 'operation'>,
  completeAtMs: number | null,
): Promise<Edit[]> {
  const rows = await ledger.operation.having('kind', ['edit']);
  return rows.filter(row => isUnheard(row, completeAtMs)).map(editOf);
}

/** Answered, and pulled since then: what the server made of it is in the copy. A stranded one never gets there. */
function isUnheard({state, acknowledgedAtMs}: OperationRow, completeAtMs: number | null): boolean {
  if (state !== 'acknowledged') return state === 'queued';
  return acknowledgedAtMs === null || completeAtMs === null || completeAtMs < acknowledgedAtMs;
}

function editOf({bytes}: OperationRow): Edit {
  const operation: unknown = JSON.parse(bytes);
  return operationSchema.parse(operation).body.edit;
}

const operationSchema = z.object({body: z.object({edit: editSchema})});
