/**
 * One operation, once: what is understood is applied and kept with its outcome; what is not is kept as received, so that
 * it blocks nothing and is not lost. What depends on something that is not here yet waits in quarantine too.
 */
import {type EpochMs, epochMs} from '../../shared/kernel/epoch.ts';
import type {Acknowledgement} from '../../shared/protocol/exchange.ts';
import type {OperationBody, OperationContent} from '../../shared/protocol/operation.ts';
import {applyLeaseReturn} from './apply-lease-return.ts';
import {applyRollbackSeen} from './apply-rollback-seen.ts';
import {applySale} from './apply-sale.ts';
import {applyVoid} from './apply-void.ts';
import {saleFault} from './check-sale.ts';
import {type Finding, outcomeOf} from './finding.ts';
import {keptBody} from './kept-body.ts';
import {type Envelope, type Reading, readContent} from './read-operation.ts';
import {quarantine} from './set-aside.ts';
import type {Place, Taking} from './taking.ts';

/** A clock may be ahead this much before it is held back (sync.md §5.4). */
const clockLeewayMs = 5 * 60_000;

/** Applies, keeps and answers. */
export async function takeOperation(
  taking: Taking,
  envelope: Envelope,
  place: Place,
): Promise<Acknowledgement> {
  const tried = await tryOperation(taking, envelope, place);
  return tried.ok ? tried.answer : quarantine(taking, envelope, place, tried.problem);
}

export type Tried =
  | {readonly ok: true; readonly answer: Acknowledgement}
  | {readonly ok: false; readonly problem: string};

/** Applies it and keeps it with its outcome, or changes nothing and says why not. */
export async function tryOperation(taking: Taking, envelope: Envelope, place: Place): Promise<Tried> {
  const reading = readContent(envelope, taking.till);
  if (!reading.ok) return reading;
  const problem = await notYet(taking, envelope, reading);
  if (problem !== null) return {ok: false, problem};
  return taking.tx.inSavepoint<Tried>(
    async () => ({ok: true, answer: await apply(taking, envelope, reading.content, place)}),
    async error => {
      const {deviceId, epoch} = taking.till;
      taking.logFailure(`operation ${envelope.sequence} of ${deviceId}, epoch ${epoch}`, error);
      return {ok: false, problem: `could not be applied: ${firstLine(error)}`};
    },
  );
}

/** Why it cannot be applied now, or null. */
async function notYet(
  {tx, till}: Taking,
  {sequence}: Envelope,
  {content: {body}}: Extract<Reading, {ok: true}>,
): Promise<string | null> {
  if (body.kind === 'sale') return saleFault(body.sale);
  if (body.kind === 'void' && (await tx.lockSale(body.void.orderId)) === null) {
    return `the sale it takes back is not here: ${body.void.saleId} of order ${body.void.orderId}`;
  }
  if (body.kind === 'rollback-seen') {
    // What stands before it and is not understood yet may take the same units back.
    const waiting = (await tx.listQuarantined(till.deviceId)).find(
      one => mayTakeBack(one.kind) && (one.epoch !== till.epoch || one.sequence < sequence),
    );
    if (waiting !== undefined) return `operation ${waiting.sequence} waits, which may take back the same`;
  }
  return null;
}

function mayTakeBack(kind: string): boolean {
  return !['sale', 'lease-return', 'edit', 'lockout', 'rollback-seen'].includes(kind);
}

async function apply(
  taking: Taking,
  envelope: Envelope,
  content: OperationContent,
  place: Place,
): Promise<Acknowledgement> {
  const {tx, till, receivedMs} = taking;
  const {sequence, hash} = envelope;
  const occurredMs = epochMs(Math.min(content.clock.correctedMs, receivedMs + clockLeewayMs));
  const findings = [
    ...chainFindings(content),
    ...clockFindings(content, occurredMs),
    ...(await forkFindings(taking, content.body, place)),
    ...((await isBooked(taking, content.body, place))
      ? []
      : await applyBody(taking, content, place, occurredMs)),
  ];
  const {outcome, detail} = outcomeOf(findings);
  const kept = {
    sequence,
    hash,
    outcome,
    detail,
    operationId: content.id,
    kind: content.body.kind,
    body: await keptBody(tx, content.body.kind === 'sale' ? content.body.sale : null, envelope.raw),
    occurredMs,
    receivedMs,
    forked: place.forked,
  };
  await tx.keepOperation(till, kept, place.replaces);
  await openConflicts(taking, content.id, findings);
  return {sequence, hash, outcome, detail};
}

function applyBody(
  taking: Taking,
  {id, body}: OperationContent,
  {forked}: Place,
  occurredMs: EpochMs,
): Promise<readonly Finding[]> {
  const {tx, till, receivedMs} = taking;
  const lane = {...till, forked};
  switch (body.kind) {
    case 'sale':
      return applySale(tx, lane, body.sale, {operationId: id, occurredMs});
    case 'lease-return':
      return applyLeaseReturn(tx, lane, body);
    case 'void':
      return applyVoid(taking, lane, body.void);
    case 'edit':
      return tx.applyEdit(body.edit, {deviceId: till.deviceId, operationId: id, occurredMs, receivedMs});
    case 'rollback-seen':
      return applyRollbackSeen(tx, lane, body.rollback);
    case 'lockout':
      // Kept for the audit trail; there is nothing to book.
      return Promise.resolve([]);
  }
}

async function openConflicts(
  {tx, till}: Taking,
  operationId: string,
  findings: readonly Finding[],
): Promise<void> {
  for (const [index, finding] of findings.entries()) {
    if (finding.kind !== 'conflict') continue;
    await tx.openConflict({
      id: `conflict_${operationId}_${index + 1}`,
      class: finding.class,
      deviceId: till.deviceId,
      operationId,
      account: finding.account ?? null,
      amount: finding.amount ?? null,
      detail: finding.detail,
      moneyMinor: finding.moneyMinor,
      evidence: finding.evidence,
    });
  }
}

/** Later ones are compared with the one before when they are placed. */
function chainFindings({previousHash, sequence}: OperationContent): readonly Finding[] {
  if (sequence !== 1 || previousHash === null) return [];
  const detail = 'it follows another operation, although it says it is the first';
  return [{kind: 'conflict', class: 'C4', detail}];
}

/** A fork may hold a sale of the history it shares with the till, sealed again: that is in the books already. */
async function isBooked({tx, till}: Taking, body: OperationBody, {forked}: Place): Promise<boolean> {
  if (!forked || body.kind !== 'sale') return false;
  return (await tx.lockSale(body.sale.orderId))?.deviceId === till.deviceId;
}

/** A fork's sale, and whether its receipt number was printed twice. */
async function forkFindings(
  {tx, till}: Taking,
  body: OperationBody,
  {forked}: Place,
): Promise<readonly Finding[]> {
  if (body.kind !== 'sale') {
    if (!forked) return [];
    return [{kind: 'conflict', class: 'C4', detail: 'made by a second machine with this identity'}];
  }
  const {receiptNumber} = body.sale;
  const isTwice = (await tx.findReceipts(till.deviceId, [receiptNumber])).has(receiptNumber);
  if (!forked) {
    // Where two machines were seen, that is on record already.
    const isOdd = isTwice && (await tx.readEpoch(till))?.standing === 'good';
    return isOdd ? [printedTwice(receiptNumber)] : [];
  }
  const detail = `sold by a second machine with this identity, receipt ${receiptNumber}${isTwice ? ', a number that was printed twice' : ''}`;
  return [{kind: 'conflict', class: 'C4', detail, evidence: {receiptNumber, printedTwice: isTwice}}];
}

/** Its machine lost its count of receipts, or was put back to an earlier state, between two enrolments. */
function printedTwice(receiptNumber: string): Finding {
  const detail = `receipt ${receiptNumber} is a number that this till printed twice`;
  return {kind: 'conflict', class: 'C4', detail, evidence: {receiptNumber, printedTwice: true}};
}

function clockFindings({clock}: OperationContent, occurredMs: EpochMs): readonly Finding[] {
  if (clock.correctedMs === occurredMs) return [];
  const detail = `its time was ahead by ${clock.correctedMs - occurredMs} ms and was held back`;
  return [{kind: 'stale', detail}];
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}
