import {expect, test} from 'vitest';
import {scanQueue} from './scan-queue.ts';

function deferred() {
  let open = () => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  return {open, opened};
}

test('scans are handled one at a time, in order, while the first is slow', async () => {
  const gate = deferred();
  const done: string[] = [];
  const queue = scanQueue(
    async text => {
      if (text === 'first') await gate.opened;
      done.push(text);
    },
    () => {},
  );
  for (const text of ['first', 'second', 'third']) queue.add(text);
  await Promise.resolve();
  expect(done).toEqual([]);
  gate.open();
  await new Promise(resolve => setTimeout(resolve));
  expect(done).toEqual(['first', 'second', 'third']);
});

test('the twenty-first scan that has to wait is refused, not dropped in silence', () => {
  const queue = scanQueue(
    () => new Promise(() => {}),
    () => {},
  );
  queue.add('being handled');
  const answers = Array.from({length: 21}, (_, index) => queue.add(`code ${index}`));
  expect(answers.indexOf(false)).toBe(20);
});

test('a scan that fails does not stop the next', async () => {
  const done: string[] = [];
  const problems: unknown[] = [];
  const queue = scanQueue(
    text =>
      text === 'bad' ? Promise.reject(new Error('unreadable')) : Promise.resolve(void done.push(text)),
    problem => problems.push(problem),
  );
  queue.add('bad');
  queue.add('good');
  await new Promise(resolve => setTimeout(resolve));
  expect(done).toEqual(['good']);
  expect(problems).toHaveLength(1);
});
