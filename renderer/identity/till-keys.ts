/**
 * The till's key pairs: ECDSA P-256, made by the browser and kept by it. The private half cannot be taken out, not even
 * by this program; it can only be asked to sign. So a copied database file is no copied till until somebody also has
 * the browser profile it lies in, and a till whose storage was wiped has lost its key and is enrolled again.
 *
 * A pair is made before the enrolment it is for and lies under that enrolment's nonce. It has a database of its own, in
 * plain IndexedDB: keys are no rows that a ledger is restored from.
 */
import {present} from '../../shared/kernel/assert.ts';
import {type PublicKey, publicKeySchema} from '../../shared/protocol/enrol.ts';
import {toBase64Url} from './base64-url.ts';

/** Text in, signature out: 64 bytes (IEEE P1363) in base64url. */
type Sign = (text: string) => Promise<string>;

export interface TillKeys {
  /** The public half of the pair under `id`, made and flushed if need be; null where the browser gives out no keys. */
  make(id: string): Promise<PublicKey | null>;
  /** null when there is no such pair (any more). */
  signer(id: string): Promise<Sign | null>;
  /** Forgets all pairs but this one. */
  keepOnly(id: string): Promise<void>;
}

const STORE = 'key';
const algorithm = {name: 'ECDSA', namedCurve: 'P-256'} as const;

/** `name` is that of the till's databases. */
export function tillKeys(name: string): TillKeys {
  return {
    async make(id) {
      // A page that came by plain HTTP from another machine gets no keys; such a till is one of protocol 1.
      if (globalThis.crypto?.subtle === undefined) return null;
      const pair = (await read(name, id)) ?? (await makePair(name, id));
      return publicKeySchema.parse(await crypto.subtle.exportKey('jwk', pair.publicKey));
    },
    async signer(id) {
      const pair = await read(name, id);
      return pair === null ? null : text => sign(pair.privateKey, text);
    },
    async keepOnly(id) {
      await change(name, store => {
        const all = store.getAllKeys();
        all.onsuccess = () => {
          for (const key of all.result) if (key !== id) store.delete(key);
        };
      });
    },
  };
}

/** Of two windows that make one at once, both get the first. */
async function makePair(name: string, id: string): Promise<CryptoKeyPair> {
  const made = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  await change(name, store => {
    const found = store.getKey(id);
    found.onsuccess = () => {
      if (found.result === undefined) store.put(made, id);
    };
  });
  return present(await read(name, id), 'the key that was just kept');
}

async function sign(key: CryptoKey, text: string): Promise<string> {
  const signature = await crypto.subtle.sign(
    {name: 'ECDSA', hash: 'SHA-256'},
    key,
    new TextEncoder().encode(text),
  );
  return toBase64Url(new Uint8Array(signature));
}

async function read(name: string, id: string): Promise<CryptoKeyPair | null> {
  const db = await open(name);
  try {
    const request = db.transaction(STORE).objectStore(STORE).get(id);
    return asPair(await answerOf(request));
  } finally {
    db.close();
  }
}

async function change(name: string, work: (store: IDBObjectStore) => void): Promise<void> {
  const db = await open(name);
  try {
    const transaction = db.transaction(STORE, 'readwrite', {durability: 'strict'});
    work(transaction.objectStore(STORE));
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('the key was not kept'));
    });
  } finally {
    db.close();
  }
}

function open(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(`${name}-key`, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return answerOf(request);
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the key database cannot be read'));
  });
}

/** null for nothing, and for what is no pair. */
function asPair(value: unknown): CryptoKeyPair | null {
  if (typeof value !== 'object' || value === null || !('privateKey' in value) || !('publicKey' in value))
    return null;
  const {privateKey, publicKey} = value;
  return privateKey instanceof CryptoKey && publicKey instanceof CryptoKey ? {privateKey, publicKey} : null;
}
