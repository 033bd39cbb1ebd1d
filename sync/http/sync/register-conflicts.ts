/** What a person must look at: the list, one, and what is decided about it. For management keys. */
import {Readable} from 'node:stream';
import {z} from 'zod';
import {ApiError, notFound} from '../../../shared/api/error.ts';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import {
  conflictClasses,
  conflictPageSchema,
  conflictViewSchema,
  noteConflictSchema,
  resolveConflictSchema,
} from '../../../shared/protocol/conflict.ts';
import {noteConflict, reopenConflict, resolveConflict} from '../../conflicts/resolve-conflict.ts';
import {findConflict} from '../../storage/conflicts/find-conflict.ts';
import {type ConflictFilter, listConflicts} from '../../storage/conflicts/list-conflicts.ts';
import {answerOf} from '../answer-of.ts';
import type {AppDeps} from '../app-deps.ts';
import type {App} from '../app-type.ts';
import {projectOf} from '../caller.ts';

const config = {access: 'management'} as const;
const tags = ['Conflicts'];
const params = z.object({conflictId: z.string().max(300)});
const largestPage = 500;

const filter = z.object({
  status: z.enum(['open', 'resolved']).optional(),
  class: z.enum(conflictClasses).optional(),
});
const listQuery = filter.extend({
  after: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(largestPage).default(100),
});

export function registerConflicts(app: App, deps: AppDeps): void {
  registerReads(app, deps);
  const decided = {params, response: {200: conflictViewSchema}};
  app.post(
    '/sync/v1/admin/conflicts/:conflictId/resolve',
    {config, schema: {tags, summary: 'Decide a conflict', body: resolveConflictSchema, ...decided}},
    async request =>
      answerOf(await resolveConflict(deps, projectOf(request), request.params.conflictId, request.body)),
  );
  app.post(
    '/sync/v1/admin/conflicts/:conflictId/reopen',
    {config, schema: {tags, summary: 'Open a conflict again', body: noteConflictSchema, ...decided}},
    async request =>
      answerOf(await reopenConflict(deps, projectOf(request), request.params.conflictId, request.body)),
  );
  app.post(
    '/sync/v1/admin/conflicts/:conflictId/notes',
    {config, schema: {tags, summary: 'Say something about a conflict', body: noteConflictSchema, ...decided}},
    async request =>
      answerOf(await noteConflict(deps, projectOf(request), request.params.conflictId, request.body)),
  );
}

function registerReads(app: App, deps: AppDeps): void {
  app.get(
    '/sync/v1/admin/conflicts',
    {
      config,
      schema: {
        tags,
        summary: 'What a person should look at, newest first',
        querystring: listQuery,
        response: {200: conflictPageSchema},
      },
    },
    request => listConflicts(deps.db, projectOf(request), request.query),
  );
  app.get(
    '/sync/v1/admin/conflicts/export',
    {config, schema: {tags, summary: 'All conflicts as one JSON file', querystring: filter}},
    (request, reply) => {
      const lines = Readable.from(exported(deps, projectOf(request), request.query));
      return reply
        .type('application/json; charset=utf-8')
        .header('content-disposition', 'attachment; filename="conflicts.json"')
        .send(lines);
    },
  );
  app.get(
    '/sync/v1/admin/conflicts/:conflictId',
    {config, schema: {tags, summary: 'A conflict', params, response: {200: conflictViewSchema}}},
    async request => {
      const {conflictId} = request.params;
      const conflict = await findConflict(deps.db, projectOf(request), conflictId);
      if (conflict === null) throw new ApiError(notFound('conflict', conflictId));
      return conflict;
    },
  );
}

/** `{"conflicts":[…]}`, a page at a time. */
async function* exported(
  {db}: Pick<AppDeps, 'db'>,
  projectId: ProjectId,
  wanted: Omit<ConflictFilter, 'limit' | 'after'>,
): AsyncGenerator<string> {
  yield '{"conflicts":[';
  let after: string | undefined;
  do {
    const page = await listConflicts(db, projectId, {...wanted, after, limit: largestPage});
    const text = page.conflicts.map(conflict => JSON.stringify(conflict)).join(',\n');
    yield after === undefined || text === '' ? text : `,\n${text}`;
    after = page.next;
  } while (after !== undefined);
  yield ']}';
}
