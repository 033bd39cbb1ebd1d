import {expect, test} from 'vitest';
import {sourceIdOf, trackingIdOf} from './tracking-id.ts';

test.each(['anna', 'anna@example.com', 'Ünïcödé', 'track_me', ' '])(
  '%s survives its tracking id',
  sourceId => {
    expect(trackingIdOf(sourceId)).toMatch(/^track_[\w-]+$/);
    expect(sourceIdOf(trackingIdOf(sourceId))).toBe(sourceId);
  },
);

test('what is no tracking id of ours is a source id itself', () => {
  for (const text of ['anna', 'track_', 'track_!!', 'track_YQ==']) expect(sourceIdOf(text)).toBe(text);
});
