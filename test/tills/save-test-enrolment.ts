import {cryptoRandom} from '../../renderer/till-db/crypto-random.ts';
import type {TillIdentity} from '../../renderer/till-ledger/identity.ts';
import type {LedgerStore} from '../../renderer/till-ledger/ledger-store.ts';
import {type FormerEnrolment, saveEnrolment} from '../../renderer/till-ledger/save-enrolment.ts';
import {openingMs} from '../builders/facts.ts';

/** Enrols at opening time. */
export function saveTestEnrolment(
  ledger: LedgerStore,
  identity: TillIdentity,
  receiptSequence = 0,
): Promise<FormerEnrolment | null> {
  const clock = {correctedMs: openingMs, wallMs: openingMs, source: 'server' as const};
  return saveEnrolment(ledger, {identity, receiptSequence, clock, random: cryptoRandom});
}
