import {useEffect, useEffectEvent, useRef} from 'react';
import {findBridge} from '../bridge/find-bridge.ts';
import {followNewVersion, type NewVersion} from './new-version.ts';

/**
 * Keeps the bundle in the browser, so that the till starts offline. A new version waits until the till is free, then
 * takes over with a reload. The desktop till brings its own files and needs none of this.
 */
export function useServiceWorker(isFree: boolean): void {
  const mayReload = useEffectEvent(() => isFree);
  const version = useRef<NewVersion | null>(null);
  useEffect(() => {
    if (findBridge() !== null || !('serviceWorker' in navigator) || import.meta.env.DEV) return;
    const {serviceWorker} = navigator;
    const stopped = new AbortController();
    const {signal} = stopped;
    void serviceWorker
      .register('/service-worker.js')
      .then(registration => {
        if (signal.aborted) return;
        const followed = followNewVersion(registration, () => mayReload());
        version.current = followed;
        const reload = () => followed.isSwitching() && location.reload();
        serviceWorker.addEventListener('controllerchange', reload, {signal});
      })
      .catch(problem => console.warn('the till will not start offline in this browser:', problem));
    return () => {
      stopped.abort();
      version.current?.stop();
      version.current = null;
    };
  }, []);
  useEffect(() => {
    if (isFree) version.current?.check();
  }, [isFree]);
}
