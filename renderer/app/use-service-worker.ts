import {useEffect} from 'react';
import {findBridge} from '../bridge/find-bridge.ts';
import type {OpenSaleStore} from '../sale/open-sale.ts';
import {isEmpty} from '../sale/sale-content.ts';

/**
 * Keeps the bundle in the browser, so that the till starts offline. A new version waits until no order is open, then
 * takes over with a reload. The desktop till brings its own files and needs none of this.
 */
export function useServiceWorker(sale: OpenSaleStore): void {
  useEffect(() => {
    if (findBridge() !== null || !('serviceWorker' in navigator) || import.meta.env.DEV) return;
    const {serviceWorker} = navigator;
    let isSwitching = false;
    const switchWhenFree = (registration: ServiceWorkerRegistration | undefined) => {
      const isFree = isEmpty(sale.state.getState().content);
      const waiting = registration?.waiting ?? null;
      if (!isFree || isSwitching || waiting === null) return;
      isSwitching = true;
      waiting.postMessage({type: 'SKIP_WAITING'});
    };
    const reload = () => isSwitching && location.reload();
    serviceWorker.addEventListener('controllerchange', reload);
    let unsubscribe = () => {};
    void serviceWorker
      .register('/service-worker.js')
      .then(registration => {
        switchWhenFree(registration);
        unsubscribe = sale.state.subscribe(() => switchWhenFree(registration));
      })
      .catch(problem => console.warn('the till will not start offline in this browser:', problem));
    return () => {
      serviceWorker.removeEventListener('controllerchange', reload);
      unsubscribe();
    };
  }, [sale]);
}
