/**
 * Whose word is this? A till with a key signs each exchange; before anything of it is taken, the signature is checked,
 * and with operations in it kept, so that later anyone can see who vouched for them.
 *
 * A missing or wrong signature takes nothing, and opens a C6 that an operator can read: one per till and hour, however
 * often it is tried.
 */
import {apiError, done, type Outcome, refused} from '../../shared/api/error.ts';
import {type ExchangeRequest, signedText} from '../../shared/protocol/exchange.ts';
import type {AppDeps} from '../http/app-deps.ts';
import type {TillCaller} from '../http/caller.ts';
import {openConflict} from '../storage/conflicts/open-conflict.ts';
import {keepBatchSignature} from '../storage/devices/batch-signatures.ts';
import {storableText} from '../storage/storable-text.ts';
import {isSignedBy} from './till-key.ts';

const hourMs = 3_600_000;
const hashLimit = 64;

type SignatureDeps = Pick<AppDeps, 'db' | 'clock'>;

/** Lets a till without a key through unsigned: it was enrolled by protocol 1, or where a browser keeps no keys. */
export async function checkSignature(
  deps: SignatureDeps,
  till: TillCaller,
  request: ExchangeRequest,
): Promise<Outcome<null>> {
  if (till.publicKey === null) return done(null);
  const {signature, ...unsigned} = request;
  const text = textOf(unsigned);
  if (signature === undefined || text === null || !isSignedBy(till.publicKey, text, signature)) {
    await report(deps, till, signature === undefined ? 'no signature' : 'a signature that is not its key’s');
    return refused(apiError('signature_invalid'));
  }
  if (request.operations.length > 0) await keep(deps, till, request, {text, signature});
  return done(null);
}

/** null for what has no canonical text: names alike but for their Unicode form. Nobody can have signed it. */
function textOf(unsigned: Omit<ExchangeRequest, 'signature'>): string | null {
  try {
    return signedText(unsigned);
  } catch {
    return null;
  }
}

async function report({db, clock}: SignatureDeps, till: TillCaller, what: string): Promise<void> {
  const hour = Math.floor(clock.nowMs() / hourMs);
  await openConflict(db, till.projectId, {
    id: `conflict_${till.deviceId}_${till.epoch}_signature_${hour}`,
    class: 'C6',
    deviceId: till.deviceId,
    operationId: null,
    account: null,
    amount: null,
    detail:
      `A message with this till’s token came with ${what}. Nothing of it was taken. Either the till lost its key and ` +
      'must be enrolled again, or somebody else has its token: then enrol it again too, which ends that token.',
  });
}

async function keep(
  {db, clock}: SignatureDeps,
  till: TillCaller,
  request: ExchangeRequest,
  signed: {readonly text: string; readonly signature: string},
): Promise<void> {
  const head = headOf(request.operations.at(-1));
  if (head === null) return;
  await keepBatchSignature(db, till.projectId, {
    deviceId: till.deviceId,
    epoch: request.epoch,
    headSequence: head.sequence,
    headHash: head.hash,
    keyEpoch: till.epoch,
    signedText: signed.text,
    signature: signed.signature,
    receivedAt: new Date(clock.nowMs()),
  });
}

/** The last operation's place in the chain; null for what is no operation, which is kept elsewhere. */
function headOf(operation: unknown): {readonly sequence: number; readonly hash: string} | null {
  if (typeof operation !== 'object' || operation === null) return null;
  const sequence = 'sequence' in operation ? operation.sequence : null;
  const hash = 'hash' in operation ? operation.hash : null;
  if (typeof sequence !== 'number' || !Number.isSafeInteger(sequence) || typeof hash !== 'string')
    return null;
  return {sequence, hash: storableText(hash, hashLimit)};
}
