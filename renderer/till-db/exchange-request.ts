import {z} from 'zod';
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {ExchangeRequest} from '../../shared/protocol/exchange.ts';
import {protocolVersion} from '../../shared/protocol/version.ts';
import type {OperationRow} from './ledger-db.ts';
import {readHead} from './ledger-head.ts';
import {readSyncState} from './sync-state.ts';
import type {TillContext} from './till-context.ts';

/** Bounds of one upload: operations, and characters of their JSON. A single larger one still goes, alone. */
const MOST_OPERATIONS = 500;
const MOST_CHARACTERS = 1_000_000;

export interface Asked {
  readonly wants: ExchangeRequest['wants'];
  readonly preposition: boolean;
  /** False for a window that does not lead: it asks for leases and leaves the queue to the one that does. */
  readonly upload: boolean;
}

/** What to send now: the oldest of the queue, and what is asked for. `ms` is the machine's own clock. */
export async function exchangeRequest(
  till: TillContext,
  asked: Asked,
  wallMs: EpochMs,
): Promise<ExchangeRequest> {
  const {deviceId, epoch} = till.identity;
  const {ledger} = till.db;
  const queued = await oldestQueued(till);
  const head = await readHead(ledger);
  return {
    protocol: protocolVersion,
    deviceId,
    epoch,
    baseSequence: queued[0]?.sequence ?? head.sequence + 1,
    operations: asked.upload ? queued.map(row => operationJson.parse(row.bytes)) : [],
    wants: asked.wants,
    leaseVersion: (await readSyncState(ledger)).leaseVersion,
    preposition: asked.preposition,
    wallMs,
  };
}

const operationJson = z.string().transform((text): unknown => JSON.parse(text));

async function oldestQueued(till: TillContext): Promise<OperationRow[]> {
  const {deviceId, epoch} = till.identity;
  const rows = await till.db.ledger.operation
    .where('state')
    .equals('queued')
    .limit(MOST_OPERATIONS)
    .toArray();
  const own = rows.filter(row => row.deviceId === deviceId && row.epoch === epoch);
  own.sort((a, b) => a.sequence - b.sequence);
  let characters = 0;
  return own.filter((row, place) => {
    characters += row.bytes.length;
    return place === 0 || characters <= MOST_CHARACTERS;
  });
}
