/**
 * The operating system's key store, as the secrets need it: seal and open short texts.
 *
 * `weak` means sealed with a password that is the same on every machine: Electron's `basic_text`, on a Linux
 * without a secret service. It keeps a secret out of a casual look at the file, and no more.
 */
import type {SafeStorage} from 'electron';

export interface KeyStore {
  available(): Promise<boolean>;
  weak(): boolean;
  seal(text: string): Promise<Buffer>;
  /** `stale`: the store has a newer key; seal the text again. Rejects when `sealed` is not from this store. */
  open(sealed: Buffer): Promise<{readonly text: string; readonly stale: boolean}>;
}

export function systemKeyStore(safeStorage: SafeStorage, platform: NodeJS.Platform): KeyStore {
  return {
    available: () => safeStorage.isAsyncEncryptionAvailable(),
    weak: () => platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text',
    seal: text => safeStorage.encryptStringAsync(text),
    open: async sealed => {
      const {result, shouldReEncrypt} = await safeStorage.decryptStringAsync(sealed);
      return {text: result, stale: shouldReEncrypt};
    },
  };
}
