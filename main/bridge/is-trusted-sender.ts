import type {IpcMainInvokeEvent} from 'electron';
import {isTillAddress} from '../window/till-address.ts';

/** Only the top frame of a till page may use the bridge; a frame inside it, or one that is gone, may not. */
export function isTrustedSender({senderFrame}: Pick<IpcMainInvokeEvent, 'senderFrame'>): boolean {
  return senderFrame !== null && senderFrame.parent === null && isTillAddress(senderFrame.url);
}
