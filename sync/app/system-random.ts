import {randomBytes} from 'node:crypto';
import type {Random} from '../../shared/kernel/random.ts';

/** The operating system's own randomness. */
export const systemRandom: Random = {bytes: count => randomBytes(count)};
