import {liveQuery} from 'dexie';
import {countQueue} from '../till-ledger/count-queue.ts';
import {dexieLedger} from './dexie-ledger.ts';
import type {TillDatabases} from './open-till-databases.ts';

/** Calls back with the counts of the queue, now and whenever any window changes it. @returns how to stop. */
export function watchQueue(
  db: TillDatabases,
  changed: (counts: {queued: number; problems: number}) => void,
): () => void {
  const ledger = dexieLedger(db.ledger);
  const subscription = liveQuery(() => countQueue(ledger)).subscribe({
    next: changed,
    error: (error: unknown) => console.error('the queue cannot be counted:', error),
  });
  return () => subscription.unsubscribe();
}
