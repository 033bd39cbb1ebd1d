import {expect, test} from 'vitest';
import {eventReader} from './read-events.ts';

const more = {kind: 'event', name: 'more', data: '{"feedHead":7}'};

test('an event is handed out when it is whole, however it was cut', () => {
  const text = 'event: more\ndata: {"feedHead":7}\n\n:\n\n';
  for (let cut = 0; cut <= text.length; cut += 1) {
    const read = eventReader();
    const words = [...read(text.slice(0, cut)), ...read(text.slice(cut))];
    expect(words).toEqual([more, {kind: 'comment'}]);
  }
});

test('lines that end as on Windows, several data lines, and fields nobody uses', () => {
  const read = eventReader();
  expect(read('id: 4\r\nevent: more\r\ndata: {"feedHead":7}\r\n\r\n')).toEqual([more]);
  expect(read('data: one\ndata:two\nretry: 10\n\n')).toEqual([
    {kind: 'event', name: 'message', data: 'one\ntwo'},
  ]);
});
