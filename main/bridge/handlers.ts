import type {Dialog} from 'electron';
import type {BridgeOutput} from '../../shared/protocol/bridge.ts';
import type {Journals} from '../journal/journals.ts';
import type {Secrets} from '../secrets/secrets.ts';
import type {BridgeHandlers} from './register-bridge.ts';
import {saveExport} from './save-export.ts';

export interface Machine {
  appInfo(): BridgeOutput<'app:info'>;
  readonly secrets: Secrets;
  readonly journals: Journals;
  readonly dialog: Pick<Dialog, 'showSaveDialog'>;
}

/** Each channel, answered by the part of the machine that owns it. */
export function bridgeHandlers({appInfo, secrets, journals, dialog}: Machine): BridgeHandlers {
  return {
    'app:info': () => appInfo(),
    'secret:set': ({key, value}) => secrets.set(key, value),
    'secret:get': ({key}) => secrets.get(key),
    'secret:delete': ({key}) => secrets.delete(key),
    'journal:append': ({deviceId, records}) => journals.append(deviceId, records),
    'journal:read': ({deviceId, afterSeq, limit}) => journals.read(deviceId, afterSeq, limit),
    'export:save': ({suggestedName, text}) => saveExport(dialog, suggestedName, text),
  };
}
