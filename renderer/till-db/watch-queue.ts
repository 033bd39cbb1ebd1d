import {liveQuery} from 'dexie';
import type {TillDatabases} from './open-till-databases.ts';
import {countQueue} from './queue.ts';

/** Calls back with the counts of the queue, now and whenever any window changes it. @returns how to stop. */
export function watchQueue(
  db: TillDatabases,
  changed: (counts: {queued: number; problems: number}) => void,
): () => void {
  const subscription = liveQuery(() => countQueue(db)).subscribe({
    next: changed,
    error: (error: unknown) => console.error('the queue cannot be counted:', error),
  });
  return () => subscription.unsubscribe();
}
