/**
 * Hands operations to the journal. The ledger has them already, so a journal that fails loses no sale and
 * stops none: the fault is kept where a person sees it, and the next operation brings the missing ones along.
 */
import {z} from 'zod';
import type {JournalRecord} from '../../shared/protocol/bridge.ts';
import type {JournalAppend} from '../journal/journal.ts';
import {type JournalBody, journalRecord} from './journal-body.ts';
import type {LedgerStore, MetaRows} from './ledger-store.ts';
import {type MetaKey, putMeta, readMeta} from './meta.ts';
import type {OperationRow} from './operation-row.ts';
import {type SaleSurroundings, surroundingsOf} from './sale-surroundings.ts';
import type {Till} from './till.ts';

const journalFaultKey: MetaKey<string> = {key: 'journal-fault', schema: z.string()};

/** What is wrong with the journal, in words for a manager; null when it is well. */
export function readJournalFault(rows: MetaRows): Promise<string | null> {
  return readMeta(rows, journalFaultKey);
}

/**
 * Where the journal stopped being complete: everything up to `after` is in it. An empty file takes any number first, so it
 * does not always know what it misses.
 */
const journalGapKey: MetaKey<JournalGap> = {
  key: 'journal-gap',
  schema: z.object({deviceId: z.string(), epoch: z.int(), after: z.int().nonnegative()}),
};
interface JournalGap {
  readonly deviceId: string;
  readonly epoch: number;
  readonly after: number;
}

/** The last operation of this enrolment before those that the journal may lack; null when it lacks none. */
export async function readJournalGap(
  rows: MetaRows,
  {deviceId, epoch}: Omit<JournalGap, 'after'>,
): Promise<number | null> {
  const gap = await readMeta(rows, journalGapKey);
  return gap !== null && gap.deviceId === deviceId && gap.epoch === epoch ? gap.after : null;
}

/** At most this many records in one call of the bridge. */
const BATCH = 100;

type Journalling = Pick<Till, 'ledger' | 'journal' | 'identity'>;

export async function journalOperation(
  till: Journalling,
  row: OperationRow,
  surroundings: SaleSurroundings | null,
): Promise<void> {
  if (till.journal.kind === 'none') return;
  const {ledger, identity} = till;
  const gap = await readJournalGap(ledger, identity).catch(() => null);
  const answer = await attempt(async () => {
    if (gap !== null) return fillJournal(till, gap, row.sequence);
    const record = journalRecord(row, await journalBody(ledger, row, surroundings));
    const first = await till.journal.append([record]);
    return first.ok || first.code !== 'behind' ? first : fillJournal(till, first.headSequence, row.sequence);
  });
  await noteFault(ledger, answer, {...identity, after: gap ?? row.sequence - 1});
}

/** Appends what the ledger has between `fromSequence` (excluded) and `throughSequence`. */
export async function fillJournal(
  till: Journalling,
  fromSequence: number,
  throughSequence: number,
): Promise<JournalAppend> {
  const {deviceId, epoch} = till.identity;
  const {ledger} = till;
  for (let after = fromSequence; after < throughSequence; ) {
    const rows = await ledger.operation.between(
      [deviceId, epoch, after + 1],
      [deviceId, epoch, throughSequence],
      BATCH,
    );
    const last = rows.at(-1);
    if (last === undefined) break;
    const records: JournalRecord[] = [];
    for (const row of rows) {
      records.push(
        journalRecord(row, await journalBody(ledger, row, await surroundingsFromSale(ledger, row))),
      );
    }
    const answer = await till.journal.append(records);
    if (!answer.ok) return answer;
    after = last.sequence;
  }
  return {ok: true};
}

async function surroundingsFromSale(
  ledger: LedgerStore,
  row: OperationRow,
): Promise<SaleSurroundings | null> {
  if (row.kind !== 'sale') return null;
  const [sale] = await ledger.sale.having('operationId', [row.id], 1);
  return sale === undefined ? null : surroundingsOf(sale);
}

/** Leases as they are now, at least as far as the operation took them: counters only grow. */
async function journalBody(
  ledger: LedgerStore,
  row: OperationRow,
  surroundings: SaleSurroundings | null,
): Promise<JournalBody> {
  const leaseIds = leasesOf(row);
  const leases = (await ledger.lease.getMany(leaseIds)).filter(lease => lease !== undefined);
  return {bytes: row.bytes, surroundings, leases};
}

/** A void names no lease where units go to the free part. */
const leaseUseSchema = z.object({leaseId: z.string().nullable()});

const touchedLeasesSchema = z.object({
  body: z.object({
    leaseId: z.string().optional(),
    sale: z
      .object({spends: z.array(leaseUseSchema), uncovered: z.array(leaseUseSchema).default([])})
      .optional(),
    void: z.object({reversals: z.array(leaseUseSchema)}).optional(),
  }),
});

function leasesOf(row: OperationRow): string[] {
  const {body} = touchedLeasesSchema.parse(JSON.parse(row.bytes));
  const used = [
    ...(body.sale?.spends ?? []),
    ...(body.sale?.uncovered ?? []),
    ...(body.void?.reversals ?? []),
  ];
  const ids = [body.leaseId ?? null, ...used.map(({leaseId}) => leaseId)];
  return [...new Set(ids.filter(id => id !== null))];
}

async function attempt(append: () => Promise<JournalAppend>): Promise<JournalAppend> {
  try {
    return await append();
  } catch (error) {
    return {ok: false, code: 'failed', message: error instanceof Error ? error.message : String(error)};
  }
}

/**
 * Written only when it changes: a healthy journal costs no second transaction. The operation is kept by now, so a
 * ledger that fails at this note must not make it look as if it were not.
 */
export async function noteFault(rows: MetaRows, answer: JournalAppend, gap: JournalGap): Promise<void> {
  const fault = answer.ok ? null : faultText(answer);
  try {
    const known = await readJournalFault(rows);
    if (fault === null) {
      if (known === null) return;
      await rows.meta.delete(journalGapKey.key);
      await rows.meta.delete(journalFaultKey.key);
      return;
    }
    const {deviceId, epoch, after} = gap;
    // The gap first: a fault without one would be called mended too early.
    if ((await readJournalGap(rows, gap)) === null)
      await putMeta(rows, journalGapKey, {deviceId, epoch, after});
    if (fault !== known) await putMeta(rows, journalFaultKey, fault);
  } catch (error) {
    console.error('the journal fault could not be noted:', fault, error);
  }
}

function faultText(answer: Exclude<JournalAppend, {ok: true}>): string {
  return answer.code === 'behind' ? 'operations are missing in the journal' : answer.message;
}
