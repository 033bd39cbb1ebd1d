/** A sleep that can be cut short. A call while awake is remembered, so that nothing waits a whole beat. */
export interface Wake {
  sleep(ms: number): Promise<void>;
  now(): void;
}

export function wake(): Wake {
  let isCalled = false;
  let rouse: (() => void) | null = null;
  return {
    sleep(ms) {
      if (isCalled) {
        isCalled = false;
        return Promise.resolve();
      }
      return new Promise(resolve => {
        const timer = setTimeout(() => rouse?.(), ms);
        rouse = () => {
          clearTimeout(timer);
          rouse = null;
          isCalled = false;
          resolve();
        };
      });
    },
    now() {
      isCalled = true;
      rouse?.();
    },
  };
}
