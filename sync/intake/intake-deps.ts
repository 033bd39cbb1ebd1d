import type {AppDeps} from '../http/app-deps.ts';

/** What taking operations needs from outside. */
export type IntakeDeps = Pick<AppDeps, 'store' | 'clock' | 'random' | 'logFailure'>;
