import {describe, expect, test} from 'vitest';
import {like} from '../../test/like.ts';
import {listQueryBody, readFilter, readListQuery, readValues, unknownFilter} from './list-query.ts';

const orders = ['created_at', 'code'] as const;
const read = (query: Record<string, unknown>) => readListQuery(listQueryBody.parse(query), orders);

describe('a list query', () => {
  test('asks for ten, newest first, when it says nothing', () => {
    expect(read({})).toEqual({
      ok: true,
      value: {
        limit: 10,
        page: 1,
        order: {field: 'created_at', descending: true},
        createdAt: {before: null, after: null},
        updatedAt: {before: null, after: null},
      },
    });
  });

  test('orders by what is allowed, with a dash the other way round', () => {
    expect(read({order: 'code'})).toMatchObject({value: {order: {field: 'code', descending: false}}});
    expect(read({order: '-code'})).toMatchObject({value: {order: {field: 'code', descending: true}}});
    expect(read({order: '--code'})).toMatchObject({ok: false, problem: {key: 'invalid_query_params'}});
  });

  test('knows both bracket forms of a date', () => {
    const window = {before: '2026-01-02', after: '2026-01-01T00:00:00Z'};
    expect(read({'created_at[before]': window.before, '[created_at][after]': window.after})).toMatchObject({
      value: {createdAt: window},
    });
    expect(read({'created_at[before]': 'soon'})).toMatchObject({
      problem: {details: 'Property .created_at.before cannot be recognized as a ISO-8601 compliant date'},
    });
  });

  test('may repeat a parameter in any way a client serialises lists', () => {
    expect(readValues({result: ['A', 'B']}, 'result')).toEqual(['A', 'B']);
    expect(readValues({'result[]': 'A', 'result[1]': 'B', results: 'C'}, 'result')).toEqual(['A', 'B']);
  });

  test('filters by $is and $in', () => {
    const query = {
      'filters[junction]': 'and',
      'filters[code][conditions][$is]': 'A',
      'filters[code][conditions][$in][0]': 'B',
      'filters[code][conditions][$starts_with]': 'C',
    };
    expect(readFilter(query, 'code')).toEqual(['A', 'B']);
    expect(unknownFilter(query, ['code'])).toMatchObject({
      key: 'invalid_query_params',
      details: like(/\[\$starts_with\]/),
    });
    expect(unknownFilter({'filters[code][conditions][$is]': 'A'}, ['code'])).toBeNull();
  });
});
