import {z} from 'zod';
import type {LedgerRows} from './ledger-store.ts';
import type {OperationRow} from './operation-row.ts';

/** Bounds of one upload: operations, and characters of their JSON. A single larger one still goes, alone. */
const MOST_OPERATIONS = 500;
const MOST_CHARACTERS = 1_000_000;

/** The oldest operations of one enrolment that wait to be sent, as many as go at once. */
export async function oldestQueued(
  {operation}: Pick<LedgerRows, 'operation'>,
  {deviceId, epoch}: {readonly deviceId: string; readonly epoch: number},
): Promise<OperationRow[]> {
  const isOwn = (row: OperationRow) => row.deviceId === deviceId && row.epoch === epoch;
  const first = await operation.having('state', ['queued'], MOST_OPERATIONS);
  // Only a till that was enrolled anew has others before its own.
  const rows = first.every(isOwn) ? first : (await operation.having('state', ['queued'])).filter(isOwn);
  let characters = 0;
  return rows.slice(0, MOST_OPERATIONS).filter((row, place) => {
    characters += row.bytes.length;
    return place === 0 || characters <= MOST_CHARACTERS;
  });
}

/** Of the earlier enrolments of this device the oldest that still has something to send; null when none has. */
export async function oldestLateEpoch(
  {operation}: Pick<LedgerRows, 'operation'>,
  {deviceId, epoch}: {readonly deviceId: string; readonly epoch: number},
): Promise<number | null> {
  // In order of keys: an earlier epoch comes before the present one.
  const [first] = await operation.having('state', ['queued'], 1);
  return first !== undefined && first.deviceId === deviceId && first.epoch < epoch ? first.epoch : null;
}

/** Operations as they are sent: what their hashes cover, whatever this version would write. */
export function sentOperations(rows: readonly OperationRow[]): unknown[] {
  return rows.map(row => operationJson.parse(row.bytes));
}

const operationJson = z.string().transform((text): unknown => JSON.parse(text));
