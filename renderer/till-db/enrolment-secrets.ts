import type {CounterfoilBridge} from '../../shared/protocol/bridge.ts';
import {bridgeSecrets} from '../identity/bridge-secrets.ts';
import {
  type EnrolmentSecret,
  type EnrolmentSecrets,
  enrolmentSecretSchema,
} from '../identity/enrolment-secret.ts';
import {type MetaKey, putMeta, readMeta} from '../till-ledger/meta.ts';
import type {LedgerDb} from './ledger-db.ts';

const secretKey: MetaKey<EnrolmentSecret> = {key: 'enrolment-secret', schema: enrolmentSecretSchema};

/**
 * The key store where there is one. A browser profile keeps it in the ledger database, and beside it in localStorage,
 * which Chromium does not empty with a damaged IndexedDB.
 */
export function enrolmentSecrets(ledger: LedgerDb, bridge: CounterfoilBridge | null): EnrolmentSecrets {
  if (bridge !== null) return bridgeSecrets(bridge);
  return {
    read: async () => (await readMeta(ledger, secretKey)) ?? readCopy(),
    trouble: async () => null,
    async write(secret) {
      await putMeta(ledger, secretKey, secret);
      globalThis.localStorage?.setItem(copyKey, JSON.stringify(secret));
      return {ok: true, weak: false};
    },
  };
}

const copyKey = 'enrolment';

function readCopy(): EnrolmentSecret | null {
  const text = globalThis.localStorage?.getItem(copyKey) ?? null;
  return text === null ? null : enrolmentSecretSchema.parse(JSON.parse(text));
}
