import type {Dialog} from 'electron';
import type {BridgeOutput} from '../../shared/protocol/bridge.ts';
import {errorMessage} from '../disk/error-message.ts';
import {replaceFile} from '../disk/replace-file.ts';

/** Asks the person where to, then writes `text` there, whole or not at all. The page never learns the path. */
export async function saveExport(
  dialog: Pick<Dialog, 'showSaveDialog'>,
  suggestedName: string,
  text: string,
): Promise<BridgeOutput<'export:save'>> {
  const {canceled, filePath} = await dialog.showSaveDialog({defaultPath: suggestedName});
  if (canceled || filePath === '') return {ok: false, code: 'cancelled', message: 'nothing was saved'};
  try {
    await replaceFile(filePath, text, 0o644);
    return {ok: true, byteLength: Buffer.byteLength(text)};
  } catch (error) {
    return {ok: false, code: 'write-failed', message: errorMessage(error)};
  }
}
