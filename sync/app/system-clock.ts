import {type Clock, epochMs} from '../../shared/kernel/epoch.ts';

/** This machine's time. */
export const systemClock: Clock = {nowMs: () => epochMs(Date.now())};
