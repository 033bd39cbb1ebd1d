/**
 * Ports of a process that can die: afterwards nothing it asked for is ever answered, so that whatever it was about to do
 * it never does. What it had already made durable stays.
 */
export interface Life {
  readonly isOver: boolean;
  end(): void;
}

export function newLife(): Life {
  let isOver = false;
  return {
    get isOver() {
      return isOver;
    },
    end() {
      isOver = true;
    },
  };
}

/** Never settles. */
export function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}

/** `target` as the process sees it while it lives. Objects inside it are wrapped too; what is not a promise passes. */
export function mortal<T extends object>(life: Life, target: T): T {
  const wrapped = new Map<PropertyKey, unknown>();
  return new Proxy(target, {
    get(object, key) {
      const known = wrapped.get(key);
      if (known !== undefined) return known;
      const value: unknown = Reflect.get(object, key);
      if (typeof value === 'function') {
        const call = (...args: unknown[]) => mortalCall(life, () => Reflect.apply(value, object, args));
        wrapped.set(key, call);
        return call;
      }
      if (typeof value !== 'object' || value === null) return value;
      const inner = mortal(life, value);
      wrapped.set(key, inner);
      return inner;
    },
  });
}

function mortalCall(life: Life, call: () => unknown): unknown {
  if (life.isOver) return never();
  const result = call();
  if (!(result instanceof Promise)) return result;
  return result.then(
    (value: unknown) => (life.isOver ? never() : value),
    (error: unknown) => (life.isOver ? never() : Promise.reject(error)),
  );
}
