/**
 * The journals of this machine, one file per device id, each opened when it is first asked for.
 * Calls for one device take turns; a file that fails is closed and opened afresh for the next call.
 */
import {join} from 'node:path';
import type {BridgeOutput, JournalRecord} from '../../shared/protocol/bridge.ts';
import {errorMessage} from '../disk/error-message.ts';
import {takeTurns} from '../disk/turns.ts';
import type {JournalFile} from './journal-file.ts';
import {openJournalFile} from './open-journal-file.ts';

export interface Journals {
  append(deviceId: string, records: readonly JournalRecord[]): Promise<BridgeOutput<'journal:append'>>;
  read(deviceId: string, afterSeq: number, limit: number): Promise<BridgeOutput<'journal:read'>>;
  close(): Promise<void>;
}

interface Unusable {
  readonly ok: false;
  readonly code: 'foreign-file' | 'io-failed';
  readonly message: string;
}

export function openJournals(folder: string): Journals {
  const inTurn = takeTurns();
  const open = new Map<string, JournalFile>();

  function use<T>(deviceId: string, task: (journal: JournalFile) => Promise<T>): Promise<T | Unusable> {
    return inTurn(async () => {
      const file = join(folder, `till-${deviceId}.journal`);
      try {
        const journal = open.get(deviceId) ?? (await openJournalFile(file, deviceId));
        if (journal === undefined) return foreignFile(file);
        open.set(deviceId, journal);
        return await task(journal);
      } catch (error) {
        await open
          .get(deviceId)
          ?.close()
          .catch(() => undefined);
        open.delete(deviceId);
        return {ok: false, code: 'io-failed', message: `the journal ${file}: ${errorMessage(error)}`};
      }
    });
  }

  return {
    append: (deviceId, records) => use(deviceId, journal => journal.append(records)),
    read: (deviceId, afterSeq, limit) => use(deviceId, journal => journal.read(afterSeq, limit)),
    close: () =>
      inTurn(async () => {
        for (const journal of open.values()) await journal.close();
        open.clear();
      }),
  };
}

function foreignFile(file: string): Unusable {
  return {
    ok: false,
    code: 'foreign-file',
    message: `${file} is the journal of another till, or of a newer Counterfoil. Move it away, or update.`,
  };
}
