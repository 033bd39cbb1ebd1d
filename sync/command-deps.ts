import type {AppDeps} from './http/app-deps.ts';

/** What a command needs from outside. */
export type CommandDeps = Pick<AppDeps, 'db' | 'store' | 'clock' | 'random'> & Partial<Pick<AppDeps, 'live'>>;
