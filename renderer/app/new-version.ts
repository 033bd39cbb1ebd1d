/**
 * A new version of the till that has been downloaded and waits: it takes over with a reload, which signs the cashier
 * out and takes whatever is on the screen. So it does that only while the till is free, whenever that is.
 */
export interface NewVersion {
  /** The till may have become free. */
  check(): void;
  stop(): void;
}

/** Follows this registration until `stop`. `isFree` is asked each time a version waits. */
export function followNewVersion(
  registration: ServiceWorkerRegistration,
  isFree: () => boolean,
): NewVersion & {readonly isSwitching: () => boolean} {
  let switching = false;
  const check = () => {
    const {waiting} = registration;
    if (waiting === null || switching || !isFree()) return;
    switching = true;
    waiting.postMessage({type: 'SKIP_WAITING'});
  };
  /** A download ends at some time of the day, not when anything on the till changes. */
  const watchDownload = () => registration.installing?.addEventListener('statechange', check);
  registration.addEventListener('updatefound', watchDownload);
  watchDownload();
  check();
  return {
    check,
    isSwitching: () => switching,
    stop: () => registration.removeEventListener('updatefound', watchDownload),
  };
}
