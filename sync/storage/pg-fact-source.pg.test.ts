import {afterAll} from 'vitest';
import {settings} from '../../test/builders/facts.ts';
import {factSourceContract} from '../../test/contracts/fact-source.ts';
import {freshDatabase} from '../../test/postgres/fresh-database.ts';
import {putDocuments} from '../../test/postgres/put-documents.ts';
import {pgFactSource} from './pg-fact-source.ts';
import {createProject} from './projects/create-project.ts';
import {transact} from './transact.ts';

const opened = await freshDatabase();
afterAll(() => opened.drop());
let made = 0;

factSourceContract('PostgreSQL', async (documents, availability) => {
  const {db} = opened;
  made += 1;
  const projectId = `proj_${made}` as const;
  const {kind: _kind, id: _id, version: _version, ...given} = settings();
  const project = {projectId, name: 'Contract', settings: given, tokenSecret: Buffer.alloc(32)};
  const key = {audience: 'server' as const, appId: `app-${made}`, tokenSha256: Buffer.alloc(32)};
  await transact(db, tx => createProject(tx, {...project, keys: [key]}));
  const accounts = availability.map(({account, available}) => ({account, limit: available}));
  const rest = documents.filter(document => document.kind !== 'settings');
  await putDocuments(db, projectId, rest, accounts);
  return pgFactSource(db, projectId);
});
