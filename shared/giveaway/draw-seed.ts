/**
 * The seed of a draw is chosen and its hash published before the first entry; the seed itself is shown with the
 * result. So nobody can choose it to suit the entries, and everybody can draw again.
 */
import {sha256} from '@noble/hashes/sha2.js';
import {bytesToHex, concatBytes, hexToBytes, utf8ToBytes} from '@noble/hashes/utils.js';
import {assert} from '../kernel/assert.ts';
import type {ContentHash} from '../kernel/content-hash.ts';

const seedPattern = /^[0-9a-f]{64}$/;

/** What is published beforehand of a seed (32 bytes in hex). */
export function commitToSeed(seedHex: string): string {
  assert(isSeed(seedHex), 'commitToSeed: 32 bytes in lower-case hex needed');
  return bytesToHex(sha256(concatBytes(utf8ToBytes('draw seed '), hexToBytes(seedHex))));
}

export function isSeed(text: string): boolean {
  return seedPattern.test(text);
}

/**
 * The key of the draw's randomness: of the seed, the closed list of entries, and a public value that nobody could know
 * while entries were still taken (a stock index, the lottery's numbers), where the shop has announced one.
 */
export function drawKey(seedHex: string, entries: ContentHash, publicValue: string): Uint8Array {
  return sha256(
    concatBytes(utf8ToBytes('draw '), hexToBytes(seedHex), hexToBytes(entries), utf8ToBytes(publicValue)),
  );
}
