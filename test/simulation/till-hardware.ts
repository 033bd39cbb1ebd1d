import type {EnrolmentSecret} from '../../renderer/identity/enrolment-secret.ts';
import type {MemoryDisk} from './memory-ledger-store.ts';
import type {JournalDisk} from './simulated-journal.ts';
import type {SimulatedMachine} from './simulated-machine.ts';
import type {SimulatedReplica} from './simulated-replica.ts';

/** Everything of a till that is not a process: what a burglar would carry away. */
export interface TillHardware {
  readonly disk: MemoryDisk;
  readonly journalDisk: JournalDisk;
  readonly hasJournal: boolean;
  readonly machine: SimulatedMachine;
  replica: SimulatedReplica;
  /** The key store of the operating system; null where the till is a browser's and keeps it in its ledger. */
  secret: EnrolmentSecret | null;
  readonly hasKeyStore: boolean;
}
