/**
 * What the till must keep from other programs: its token, its data key. Sealed by the operating system's key store
 * and kept in one file under the user's data.
 *
 * Always true:
 * - SE1 A secret is never on the disk in clear, not even for a moment and not without a key store.
 * - SE2 Setting or deleting one secret leaves the others as they were.
 * - SE3 A secret that can no longer be opened is reported and kept, never taken for absent.
 */
import type {BridgeOutput} from '../../shared/protocol/bridge.ts';
import {errorMessage} from '../disk/error-message.ts';
import {takeTurns} from '../disk/turns.ts';
import type {KeyStore} from './key-store.ts';
import {readSecretFile, type SealedSecrets, setAside, writeSecretFile} from './secret-file.ts';

export interface Secrets {
  set(key: string, value: string): Promise<BridgeOutput<'secret:set'>>;
  get(key: string): Promise<BridgeOutput<'secret:get'>>;
  delete(key: string): Promise<BridgeOutput<'secret:delete'>>;
}

type Refusal = Extract<BridgeOutput<'secret:get'>, {ok: false}>;

const noKeyStore: Refusal = {
  ok: false,
  code: 'no-key-store',
  message:
    'This computer has no key store to keep secrets in. On Linux install and unlock one (GNOME Keyring or KWallet), then start again.',
};

function refusal(code: Refusal['code'], message: string): Refusal {
  return {ok: false, code, message};
}

export function openSecrets(file: string, keyStore: KeyStore, nowMs: () => number): Secrets {
  const inTurn = takeTurns();

  /** Rewrites the file; a damaged one is kept aside first. */
  async function change(edit: (secrets: SealedSecrets) => SealedSecrets): Promise<Refusal | undefined> {
    try {
      const content = await readSecretFile(file);
      if (!content.ok) await setAside(file, nowMs());
      await writeSecretFile(file, edit(content.ok ? content.secrets : new Map()));
      return undefined;
    } catch (error) {
      return refusal('write-failed', `the secrets were not written to ${file}: ${errorMessage(error)}`);
    }
  }

  async function put(key: string, value: string): Promise<Refusal | undefined> {
    try {
      const sealed = (await keyStore.seal(value)).toString('base64');
      return await change(secrets => new Map(secrets).set(key, sealed));
    } catch (error) {
      return refusal('no-key-store', `the key store did not seal ${key}: ${errorMessage(error)}`);
    }
  }

  async function set(key: string, value: string): Promise<BridgeOutput<'secret:set'>> {
    if (!(await keyStore.available())) return noKeyStore;
    return (await put(key, value)) ?? {ok: true, weak: keyStore.weak()};
  }

  async function get(key: string): Promise<BridgeOutput<'secret:get'>> {
    if (!(await keyStore.available())) return noKeyStore;
    try {
      const content = await readSecretFile(file);
      if (!content.ok) return refusal('unreadable', `${file} is damaged.`);
      const sealed = content.secrets.get(key);
      if (sealed === undefined) return {ok: true, weak: keyStore.weak(), value: null};
      const {text, stale} = await keyStore.open(Buffer.from(sealed, 'base64'));
      if (stale) await put(key, text);
      return {ok: true, weak: keyStore.weak(), value: text};
    } catch (error) {
      return refusal('unreadable', `${key} cannot be read back: ${errorMessage(error)}`);
    }
  }

  return {
    set: (key, value) => inTurn(() => set(key, value)),
    get: key => inTurn(() => get(key)),
    delete: key =>
      inTurn(
        async () =>
          (await change(secrets => new Map([...secrets].filter(([kept]) => kept !== key)))) ?? {
            ok: true as const,
          },
      ),
  };
}
