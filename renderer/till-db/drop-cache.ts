import type {CacheDb} from './cache-db.ts';

/** Windows that hold the cache open let go of it when asked; one that hangs must not hold up a sale for ever. */
const PATIENCE_MS = 3_000;

/** Empties the cache to make room for the ledger. The uplink notices the missing cursor and pulls it again. */
export async function dropCache(cache: CacheDb): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<void>(resolve => {
    timer = setTimeout(resolve, PATIENCE_MS);
  });
  try {
    await Promise.race([cache.delete({disableAutoOpen: false}), patience]);
  } finally {
    clearTimeout(timer);
  }
}
