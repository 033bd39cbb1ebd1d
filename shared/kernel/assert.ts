/** What only a programmer can cause. A refusal that a cashier can cause is a value, never an assertion. */
export class AssertionFailure extends Error {
  override readonly name = 'AssertionFailure';
}

/** Stops at once with `message` when `condition` is false; stays on in production. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new AssertionFailure(message);
}

/** The value, where the caller knows it is there. */
export function present<T>(value: T | null | undefined, what: string): T {
  assert(value !== null && value !== undefined, `missing: ${what}`);
  return value;
}

/** The branch no value reaches; the compiler proves it, this line guards data from outside its types. */
export function unreachable(value: never): never {
  throw new AssertionFailure(`unexpected value: ${JSON.stringify(value)}`);
}
