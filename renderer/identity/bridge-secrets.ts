import type {CounterfoilBridge} from '../../shared/protocol/bridge.ts';
import {askBridge} from '../bridge/ask-bridge.ts';
import {type EnrolmentSecrets, enrolmentSecretSchema} from './enrolment-secret.ts';

const KEY = 'till.enrolment';

/** The enrolment in the key store of the operating system, through main. */
export function bridgeSecrets(bridge: CounterfoilBridge): EnrolmentSecrets {
  return {
    async read() {
      const answer = await askBridge(bridge, 'secret:get', {key: KEY});
      if (!answer.ok || answer.value === null) return null;
      return enrolmentSecretSchema.parse(JSON.parse(answer.value));
    },
    async trouble() {
      const answer = await askBridge(bridge, 'secret:get', {key: KEY});
      return answer.ok ? null : answer.message;
    },
    async write(secret) {
      const answer = await askBridge(bridge, 'secret:set', {key: KEY, value: JSON.stringify(secret)});
      return answer.ok ? {ok: true, weak: answer.weak} : {ok: false, message: answer.message};
    },
  };
}
