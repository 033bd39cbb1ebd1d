import {type CodeConfigWire, randomLength, writeCode} from '../../shared/api/code-config.ts';
import type {Random} from '../../shared/kernel/random.ts';

/** A new code of the given shape, every character equally likely. `random` must be unguessable: codes are money. */
export function randomCode(config: CodeConfigWire, random: Random): string {
  return writeCode(config, randomPicks(randomLength(config), config.charset.length, random));
}

/** `count` numbers below `bound` (at most 256). Bytes beyond the last whole multiple are drawn again, so none is favoured. */
function randomPicks(count: number, bound: number, random: Random): number[] {
  const usable = 256 - (256 % bound);
  const picks: number[] = [];
  while (picks.length < count) {
    for (const byte of random.bytes(count - picks.length + 8)) {
      if (byte < usable && picks.length < count) picks.push(byte % bound);
    }
  }
  return picks;
}
