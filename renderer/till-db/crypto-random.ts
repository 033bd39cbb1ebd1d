import type {Random} from '../../shared/kernel/random.ts';

/** The machine's own random source. */
export const cryptoRandom: Random = {bytes: count => crypto.getRandomValues(new Uint8Array(count))};
