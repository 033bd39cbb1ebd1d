/**
 * Asks the browser not to evict the till's storage when the disk runs full. It may refuse (a browser decides by
 * how the page is used); the till works either way, and a screen may say so.
 */
export async function requestPersistentStorage(): Promise<boolean> {
  if (typeof navigator === 'undefined' || navigator.storage === undefined) return false;
  return (await navigator.storage.persisted()) || (await navigator.storage.persist());
}
