/** Chromium's own addition to the event: what it had to throw away because the files were damaged. */
interface ChromiumVersionChange {
  readonly dataLoss?: string;
}

/**
 * Whether the browser found this database damaged and wiped it. Chromium then opens an empty one and tells only
 * the first raw `open`, in a property Dexie does not pass on; so this must run before Dexie.
 *
 * Leaves no trace: a database that does not exist is not created.
 */
export function lostData(factory: IDBFactory, databaseName: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let lost = false;
    let isNew = false;
    const request = factory.open(databaseName);
    request.onupgradeneeded = event => {
      isNew = true;
      const {dataLoss} = event as ChromiumVersionChange;
      lost = dataLoss !== undefined && dataLoss !== 'none';
      request.transaction?.abort();
    };
    request.onsuccess = () => {
      request.result.close();
      resolve(lost);
    };
    request.onerror = event => {
      event.preventDefault();
      if (isNew) resolve(lost);
      else reject(request.error ?? new Error(`${databaseName} cannot be opened`));
    };
  });
}
