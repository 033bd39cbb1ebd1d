import {useEffect} from 'react';
import type {Pricer} from './pricer.ts';

/** Offers begin and end, leases come and go: a price that stands longer than this is made again. */
const freshMs = 20_000;

/** Prices the cart anew when the screen opens, when the connection comes or goes, and every little while. */
export function useFreshPrice(pricer: Pricer, isOnline: boolean): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the connection coming or going is what matters
  useEffect(() => {
    void pricer.reprice();
    const timer = setInterval(() => void pricer.reprice(), freshMs);
    return () => clearInterval(timer);
  }, [pricer, isOnline]);
}
