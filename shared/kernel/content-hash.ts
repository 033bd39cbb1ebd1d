import {sha256} from '@noble/hashes/sha2.js';
import {bytesToHex, utf8ToBytes} from '@noble/hashes/utils.js';
import {z} from 'zod';
import {canonicalJson} from './canonical-json.ts';

/** Lower-case hex SHA-256 of a value's canonical JSON. Equal values give equal hashes on every machine. */
export type ContentHash = string & {readonly __unit: 'ContentHash'};

export const contentHashSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/, {error: 'should be a lower-case hex SHA-256'})
  .transform(text => text as ContentHash);

export function contentHash(value: unknown): ContentHash {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(value)))) as ContentHash;
}
