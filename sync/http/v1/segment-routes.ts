import {notFound} from '../../../shared/api/error.ts';
import {listWire, presentList} from '../../../shared/api/list-object.ts';
import {listQueryBody} from '../../../shared/api/list-query.ts';
import {segmentBody} from '../../../shared/api/segment-body.ts';
import {presentSegment, segmentWire} from '../../../shared/api/segment-object.ts';
import {createSegment} from '../../segments/create-segment.ts';
import {findSegment, listSegments} from '../../storage/segments/find-segments.ts';
import type {AppDeps} from '../app-deps.ts';
import type {App} from '../app-type.ts';
import {projectOf} from '../caller.ts';
import {listQueryOf, pathOf, refusals, unwrap, unwrapFound} from './route-parts.ts';

const tags = ['Segments'];

export function registerSegments(app: App, deps: AppDeps): void {
  app.post(
    '/v1/segments',
    {
      schema: {
        tags,
        summary: 'Create a static segment of customers',
        body: segmentBody,
        response: {200: segmentWire, ...refusals},
      },
    },
    async request => presentSegment(unwrap(await createSegment(deps, projectOf(request), request.body))),
  );
  app.get(
    '/v1/segments',
    {
      schema: {
        tags,
        summary: 'List segments',
        querystring: listQueryBody,
        response: {200: listWire('data', segmentWire), ...refusals},
      },
    },
    async request => {
      const query = listQueryOf(request.query, ['created_at']);
      const page = await listSegments(deps.db, projectOf(request), query);
      return presentList('data', page.items.map(presentSegment), page.total);
    },
  );
  app.get(
    '/v1/segments/:segmentId',
    {
      schema: {
        tags,
        summary: 'Get a segment',
        params: pathOf('segmentId'),
        response: {200: segmentWire, ...refusals},
      },
    },
    async request => {
      const {segmentId} = request.params;
      const found = await findSegment(deps.db, projectOf(request), segmentId);
      return presentSegment(unwrapFound(found, notFound('segment', segmentId)));
    },
  );
}
