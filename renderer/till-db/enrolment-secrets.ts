import type {CounterfoilBridge} from '../../shared/protocol/bridge.ts';
import {bridgeSecrets} from '../identity/bridge-secrets.ts';
import {
  type EnrolmentSecret,
  type EnrolmentSecrets,
  enrolmentSecretSchema,
} from '../identity/enrolment-secret.ts';
import type {LedgerDb} from './ledger-db.ts';
import {type MetaKey, putMeta, readMeta} from './meta.ts';

const secretKey: MetaKey<EnrolmentSecret> = {key: 'enrolment-secret', schema: enrolmentSecretSchema};

/** The key store where there is one, else the ledger database of this browser profile. */
export function enrolmentSecrets(ledger: LedgerDb, bridge: CounterfoilBridge | null): EnrolmentSecrets {
  if (bridge !== null) return bridgeSecrets(bridge);
  return {
    read: () => readMeta(ledger, secretKey),
    trouble: async () => null,
    async write(secret) {
      await putMeta(ledger, secretKey, secret);
      return {ok: true, weak: false};
    },
  };
}
