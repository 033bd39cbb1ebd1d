/**
 * What an empty database gets at the first start: the demo shop, or a project of one's own with keys, a store, a till
 * and a manager, printed once. A first start that was cut off is done again from the beginning.
 *
 * Always true: well-known demo keys work only in demo mode, and demo mode opens no project that is not the demo's.
 */
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {IssuedCode} from '../../shared/protocol/admin.ts';
import {demoKeys} from '../demo/demo-keys.ts';
import {loadDemoShop} from '../demo/load-demo-shop.ts';
import {addStaff} from '../enrolment/add-staff.ts';
import {addStore} from '../enrolment/add-store.ts';
import {addTill} from '../enrolment/add-till.ts';
import {moreDemoTills} from '../enrolment/demo-offer.ts';
import {makeProjectKeys, type ProjectKeys} from '../enrolment/project-keys.ts';
import {answerOf} from '../http/answer-of.ts';
import type {AppDeps} from '../http/app-deps.ts';
import type {App} from '../http/app-type.ts';
import {CannotStart} from '../storage/embedded/cannot-start.ts';
import {findApiKey} from '../storage/find-api-key.ts';
import {eraseEverything} from '../storage/projects/erase-everything.ts';
import {listProjects} from '../storage/projects/list-projects.ts';
import {renameProject} from '../storage/projects/rename-project.ts';
import {createDefaultProject} from './create-default-project.ts';

export interface FirstStart {
  readonly app: App;
  readonly deps: AppDeps;
  /** ISO 4217 and IANA zone of the first project. */
  readonly currency: string;
  readonly timeZone: string;
  readonly tell: (line: string) => void;
}

const unfinishedName = 'Being set up';

/** @throws CannotStart when the database is not of this mode. */
export async function firstStart(start: FirstStart): Promise<void> {
  await prepare(start);
  if (start.deps.mode !== 'demo') return;
  const more = await moreDemoTills(start.deps);
  if (more.length === 0) return;
  start.tell('The first till enrols itself. Codes for more, good for a day:');
  for (const {name, code} of more) start.tell(`  ${name.padEnd(16)} ${code}`);
}

async function prepare(start: FirstStart): Promise<void> {
  const {db, mode} = start.deps;
  const projects = await listProjects(db);
  if (projects.length === 1 && projects[0]?.name === unfinishedName) await eraseEverything(db);
  else if (projects.length > 0) return assertOfMode(start.deps);
  await (mode === 'demo' ? setUpDemo(start) : setUpOwn(start));
}

async function assertOfMode({db, mode}: AppDeps): Promise<void> {
  const isDemo = (await findApiKey(db, 'server', demoKeys.server.appId)) !== null;
  if (mode === 'demo' && !isDemo) {
    throw new CannotStart(
      'This database holds a project of your own, not the demo shop. Start without --demo, ' +
        'or give the demo another folder: DATA_DIR=.data-demo',
    );
  }
  if (mode === 'normal' && isDemo) {
    throw new CannotStart(
      'This database holds the demo shop, whose keys everyone knows. Start with --demo, ' +
        'or give your own shop another folder: DATA_DIR=.data-shop',
    );
  }
}

async function setUpDemo({app, deps, currency, timeZone}: FirstStart): Promise<void> {
  const {db, clock, random} = deps;
  const project = {name: unfinishedName, keys: demoKeys, currency, timeZone};
  const projectId = await createDefaultProject(deps, project);
  await loadDemoShop({app, db, projectId, clock, random});
  await renameProject(db, projectId, 'Demo');
}

async function setUpOwn({deps, currency, timeZone, tell}: FirstStart): Promise<void> {
  const keys = makeProjectKeys(deps.random);
  const project = {name: unfinishedName, keys, currency, timeZone};
  const projectId = await createDefaultProject(deps, project);
  const pin = randomPin(deps);
  const till = await setUpStore(deps, projectId, pin);
  await renameProject(deps.db, projectId, 'Default');
  for (const line of ownLines(keys, pin, till)) tell(line);
}

async function setUpStore(deps: AppDeps, projectId: ProjectId, pin: string): Promise<IssuedCode> {
  const store = answerOf(
    await addStore(deps, projectId, {sourceId: 'main', name: 'Main store', addressLines: []}),
  );
  await addStaff(deps, projectId, {name: 'Manager', role: 'manager', pin});
  return answerOf(await addTill(deps, projectId, {storeId: store.id, name: 'Till 1'}));
}

/** Six digits. */
function randomPin({random}: AppDeps): string {
  const number = Buffer.from(random.bytes(6)).readUIntBE(0, 6);
  return String(number % 1_000_000).padStart(6, '0');
}

function ownLines(keys: ProjectKeys, pin: string, till: IssuedCode): readonly string[] {
  return [
    'A new project was set up. These are shown once; keep them:',
    `  Server key       X-App-Id ${keys.server.appId}   X-App-Token ${keys.server.token}`,
    `  Client key       X-Client-Application-Id ${keys.client.appId}   X-Client-Token ${keys.client.token}`,
    `  Management key   X-Management-Id ${keys.management.appId}   X-Management-Token ${keys.management.token}`,
    `  Manager          PIN ${pin}`,
    `  ${till.tillName}           enrolment code ${till.enrolmentCode}, good for ten minutes ` +
      '(POST /sync/v1/admin/tills/{id}/enrolment-code makes another)',
  ];
}
