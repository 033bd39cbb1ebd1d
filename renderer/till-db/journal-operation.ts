/**
 * Hands operations to the journal. The ledger has them already, so a journal that fails loses no sale and
 * stops none: the fault is kept where a person sees it, and the next operation brings the missing ones along.
 */
import {z} from 'zod';
import type {JournalRecord} from '../../shared/protocol/bridge.ts';
import type {JournalAppend} from '../journal/journal.ts';
import {type JournalBody, journalRecord} from './journal-body.ts';
import type {LedgerDb, OperationRow} from './ledger-db.ts';
import {type MetaKey, putMeta, readMeta} from './meta.ts';
import {type SaleSurroundings, surroundingsOf} from './sale-surroundings.ts';
import type {TillContext} from './till-context.ts';

const journalFaultKey: MetaKey<string> = {key: 'journal-fault', schema: z.string()};

/** What is wrong with the journal, in words for a manager; null when it is well. */
export function readJournalFault(ledger: LedgerDb): Promise<string | null> {
  return readMeta(ledger, journalFaultKey);
}

/** At most this many records in one call of the bridge. */
const BATCH = 100;

type Journalling = Pick<TillContext, 'db' | 'journal' | 'identity'>;

export async function journalOperation(
  till: Journalling,
  row: OperationRow,
  surroundings: SaleSurroundings | null,
): Promise<void> {
  if (till.journal.kind === 'none') return;
  const {ledger} = till.db;
  const answer = await attempt(async () => {
    const record = journalRecord(row, await journalBody(ledger, row, surroundings));
    const first = await till.journal.append([record]);
    return first.ok || first.code !== 'behind' ? first : fillJournal(till, first.headSequence, row.sequence);
  });
  await noteFault(ledger, answer);
}

/** Appends what the ledger has between `fromSequence` (excluded) and `throughSequence`. */
export async function fillJournal(
  till: Journalling,
  fromSequence: number,
  throughSequence: number,
): Promise<JournalAppend> {
  const {deviceId, epoch} = till.identity;
  const {ledger} = till.db;
  for (let after = fromSequence; after < throughSequence; ) {
    const rows = await ledger.operation
      .where('[deviceId+epoch+sequence]')
      .between([deviceId, epoch, after + 1], [deviceId, epoch, throughSequence], true, true)
      .limit(BATCH)
      .toArray();
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

async function surroundingsFromSale(ledger: LedgerDb, row: OperationRow): Promise<SaleSurroundings | null> {
  if (row.kind !== 'sale') return null;
  const sale = await ledger.sale.where('operationId').equals(row.id).first();
  return sale === undefined ? null : surroundingsOf(sale);
}

/** Leases as they are now, at least as far as the operation took them: counters only grow. */
async function journalBody(
  ledger: LedgerDb,
  row: OperationRow,
  surroundings: SaleSurroundings | null,
): Promise<JournalBody> {
  const leaseIds = leasesOf(row);
  const leases = (await ledger.lease.bulkGet(leaseIds)).filter(lease => lease !== undefined);
  return {bytes: row.bytes, surroundings, leases};
}

const touchedLeasesSchema = z.object({
  body: z.union([
    z.object({leaseId: z.string()}),
    z.object({sale: z.object({spends: z.array(z.object({leaseId: z.string()}))})}),
  ]),
});

function leasesOf(row: OperationRow): string[] {
  const {body} = touchedLeasesSchema.parse(JSON.parse(row.bytes));
  const ids = 'leaseId' in body ? [body.leaseId] : body.sale.spends.map(spend => spend.leaseId);
  return [...new Set(ids)];
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
export async function noteFault(ledger: LedgerDb, answer: JournalAppend): Promise<void> {
  const fault = answer.ok ? null : faultText(answer);
  try {
    if (fault === (await readJournalFault(ledger))) return;
    if (fault === null) await ledger.meta.delete(journalFaultKey.key);
    else await putMeta(ledger, journalFaultKey, fault);
  } catch (error) {
    console.error('the journal fault could not be noted:', fault, error);
  }
}

function faultText(answer: Exclude<JournalAppend, {ok: true}>): string {
  return answer.code === 'behind' ? 'operations are missing in the journal' : answer.message;
}
