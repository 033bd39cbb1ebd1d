import {createHmac} from 'node:crypto';
import type {DeviceId} from '../../shared/kernel/id.ts';

/** How long a token lasts; half of it is the time to be away without having to ask for one first. */
export const tokenLifetimeMs = 24 * 60 * 60_000;

/** The token of an enrolment: the same for the same nonce, so that a lost answer can be given again. */
export function tillToken(tokenSecret: Buffer, deviceId: DeviceId, epoch: number, nonce: string): string {
  return createHmac('sha256', tokenSecret).update(`${deviceId}.${epoch}.${nonce}`).digest('base64url');
}

/** Eight bytes for the demo's enrolment code: the same at every start until the till is enrolled. */
export function demoCodeBytes(tokenSecret: Buffer, deviceId: DeviceId, epoch: number): Uint8Array {
  return createHmac('sha256', tokenSecret).update(`demo-code.${deviceId}.${epoch}`).digest().subarray(0, 8);
}
