import {createCipheriv, createDecipheriv, createHash, randomBytes} from 'node:crypto';
import {lifecycle} from './lifecycle.mjs';
import {settings} from './settings.mjs';

/** A cipher that is real and a key that is not secret: it is made of the data folder's path, like Linux's `basic_text`. */
const key = createHash('sha256').update(`stand-in:${settings.userData}`).digest();

export const safeStorage = {
  isAsyncEncryptionAvailable: async () => lifecycle.ready && settings.hasKeyStore,
  getSelectedStorageBackend: () => 'basic_text',
  async encryptStringAsync(text) {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, iv);
    return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  },
  async decryptStringAsync(sealed) {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
    decipher.setAuthTag(sealed.subarray(-16));
    const text = Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]).toString(
      'utf8',
    );
    return {result: text, shouldReEncrypt: false};
  },
};
