/** What spares a newcomer to the demo the reading: enrolment codes that are known in advance, and everybody's PIN. */
import {epochMs} from '../../shared/kernel/epoch.ts';
import type {DemoOffer} from '../../shared/protocol/enrol.ts';
import {demoStaff} from '../demo/demo-stores.ts';
import type {AppDeps} from '../http/app-deps.ts';
import {sha256} from '../http/secret.ts';
import {insertEnrolmentCode} from '../storage/devices/insert-enrolment-code.ts';
import {listWaitingDevices, type WaitingDevice} from '../storage/devices/list-waiting-devices.ts';
import {transact} from '../storage/transact.ts';
import {enrolmentCode, normaliseEnrolmentCode} from './enrolment-code.ts';
import {codeLifetimeMs} from './issue-code.ts';
import {demoCodeBytes} from './till-token.ts';

type DemoDeps = Pick<AppDeps, 'db' | 'clock'>;

/** The first till's code while it waits, and the PINs. Asking again renews the same code. */
export async function demoOffer(deps: DemoDeps): Promise<DemoOffer> {
  const staff = demoStaff.map(({name, role, pin}) => ({name, role, pin}));
  const waiting = await listWaitingDevices(deps.db);
  const first = waiting.find(till => till.number === 1);
  return {enrolmentCode: first === undefined ? null : await demoCode(deps, first), staff};
}

/** Name and code of every till that waits, the first one left out: that one enrols itself. */
export async function moreDemoTills(
  deps: DemoDeps,
): Promise<readonly {readonly name: string; readonly code: string}[]> {
  const waiting = await listWaitingDevices(deps.db);
  const more = waiting.filter(till => till.number > 1);
  return Promise.all(more.map(async till => ({name: till.name, code: await demoCode(deps, till)})));
}

async function demoCode({db, clock}: DemoDeps, till: WaitingDevice): Promise<string> {
  const code = enrolmentCode(demoCodeBytes(till.tokenSecret, till.deviceId, till.epoch));
  await transact(db, tx =>
    insertEnrolmentCode(tx, till.projectId, {
      codeSha256: sha256(normaliseEnrolmentCode(code)),
      deviceId: till.deviceId,
      expiresAtMs: epochMs(clock.nowMs() + codeLifetimeMs.demo),
    }),
  );
  return code;
}
