import {useLiveQuery} from 'dexie-react-hooks';

/**
 * The result of a read, read again whenever this or another window changes what it looked at. Undefined until the
 * first result. `dependencies` as in `useEffect`.
 */
export function useLive<T>(read: () => Promise<T>, dependencies: readonly unknown[]): T | undefined {
  return useLiveQuery(read, [...dependencies]);
}
