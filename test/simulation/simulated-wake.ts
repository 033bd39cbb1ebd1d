import type {Wake} from '../../renderer/uplink/wake.ts';
import type {Life} from './mortal.ts';
import type {SimulatedTime} from './simulated-time.ts';

/** A sleep in simulated time that can be cut short, and from which a dead process does not wake. */
export function simulatedWake(time: SimulatedTime, life: Life, what: string): Wake {
  let isCalled = false;
  let rouse: (() => void) | null = null;
  return {
    sleep(ms) {
      if (isCalled) {
        isCalled = false;
        return Promise.resolve();
      }
      return new Promise(resolve => {
        const timer = time.after(ms, what, () => rouse?.());
        rouse = () => {
          timer.isCancelled = true;
          rouse = null;
          isCalled = false;
          if (!life.isOver) resolve();
        };
      });
    },
    now() {
      isCalled = true;
      rouse?.();
    },
  };
}
