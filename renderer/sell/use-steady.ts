import {useCallback, useRef} from 'react';

/**
 * One function for as long as the component lives, which does what the newest one would: what is memoised and gets it is
 * not drawn again for its sake. Not to be called while rendering.
 */
export function useSteady<Arguments extends unknown[], Result>(
  newest: (...given: Arguments) => Result,
): (...given: Arguments) => Result {
  const latest = useRef(newest);
  latest.current = newest;
  return useCallback((...given: Arguments) => latest.current(...given), []);
}
