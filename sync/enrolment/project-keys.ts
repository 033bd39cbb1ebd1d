import type {Random} from '../../shared/kernel/random.ts';
import type {KeyAudience} from '../storage/tables.ts';

/** The API keys of a project, in clear: known once, when they are made. */
export type ProjectKeys = Readonly<Record<KeyAudience, {readonly appId: string; readonly token: string}>>;

/** New keys of 128 and 256 random bits. */
export function makeProjectKeys(random: Random): ProjectKeys {
  const text = (bytes: number): string => Buffer.from(random.bytes(bytes)).toString('base64url');
  const pair = () => ({appId: text(16), token: text(32)});
  return {server: pair(), client: pair(), management: pair()};
}
