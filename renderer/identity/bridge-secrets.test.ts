import {expect, test} from 'vitest';
import type {CounterfoilBridge} from '../../shared/protocol/bridge.ts';
import {testIdentity} from '../../test/tills/test-identity.ts';
import {bridgeSecrets} from './bridge-secrets.ts';

/** The key store of a bridge that answers every `secret:get` with this. */
function secretsOver(answer: unknown) {
  const bridge: CounterfoilBridge = {platform: 'electron', invoke: async () => answer};
  return bridgeSecrets(bridge);
}

test('nothing kept is no trouble: the machine is new', async () => {
  const secrets = secretsOver({ok: true, weak: false, value: null});
  expect([await secrets.read(), await secrets.trouble()]).toEqual([null, null]);
});

test.each(['no-key-store', 'unreadable'])('%s is told apart from nothing kept', async code => {
  const secrets = secretsOver({ok: false, code, message: 'the keyring is locked'});
  expect([await secrets.read(), await secrets.trouble()]).toEqual([null, 'the keyring is locked']);
});

test('a secret kept before receipt numbers were kept with it still opens', async () => {
  const kept = {identity: testIdentity(), token: 'a token'};
  const secrets = secretsOver({ok: true, weak: false, value: JSON.stringify(kept)});
  expect(await secrets.read()).toEqual({...kept, receiptSequence: 0});
});
