import {expect, test} from 'vitest';
import {originFile, type SyncFile} from './origin-file.ts';

/** A file in memory that two windows may hold. */
function memoryFile(): SyncFile & {text(): string; flushes(): number} {
  let bytes = new Uint8Array();
  let flushes = 0;
  return {
    getSize: () => bytes.length,
    read(into, {at}) {
      into.set(bytes.subarray(at, at + into.length));
      return Math.min(into.length, bytes.length - at);
    },
    write(given, {at}) {
      const next = new Uint8Array(Math.max(bytes.length, at + given.length));
      next.set(bytes);
      next.set(given, at);
      bytes = next;
      return given.length;
    },
    truncate(size) {
      bytes = bytes.slice(0, size);
    },
    flush() {
      flushes += 1;
    },
    text: () => new TextDecoder().decode(bytes),
    flushes: () => flushes,
  };
}

const record = (seq: number, body = `sale ${seq}`) => ({seq, hash: `hash of ${body}`, body});

test('what is appended is flushed and read back in order, also by the next start', () => {
  const file = memoryFile();
  const journal = originFile(file);
  expect(journal.append([record(1), record(2)])).toEqual({ok: true});
  expect(journal.append([record(3)])).toEqual({ok: true});
  expect(file.flushes()).toBe(2);
  const next = originFile(file);
  expect(next.recordsAfter(1, 200)).toEqual({records: [record(2), record(3)], more: false});
  expect(next.recordsAfter(0, 2)).toMatchObject({more: true});
  expect(next.headSequence()).toBe(3);
});

test('the same record again changes nothing, another one under its number is a conflict', () => {
  const file = memoryFile();
  const journal = originFile(file);
  journal.append([record(1)]);
  const before = file.text();
  expect(journal.append([record(1)])).toEqual({ok: true});
  expect(journal.append([record(1, 'another')])).toMatchObject({ok: false, code: 'conflict'});
  expect(file.text()).toBe(before);
});

test('a gap is refused with the place to go on from, and nothing of it is written', () => {
  const file = memoryFile();
  const journal = originFile(file);
  journal.append([record(1)]);
  expect(journal.append([record(2), record(4)])).toEqual({ok: false, code: 'behind', headSequence: 1});
  expect(originFile(file).recordsAfter(0, 200).records).toEqual([record(1)]);
});

test('a torn last line is cut off, and the record can be written again', () => {
  const file = memoryFile();
  originFile(file).append([record(1), record(2)]);
  file.truncate(file.getSize() - 5);
  const journal = originFile(file);
  expect(journal.recordsAfter(0, 200).records).toEqual([record(1)]);
  expect(journal.append([record(2)])).toEqual({ok: true});
  expect(originFile(file).recordsAfter(0, 200).records).toEqual([record(1), record(2)]);
});

test('two windows take turns on one file and know each other’s records', () => {
  const file = memoryFile();
  const [one, two] = [originFile(file), originFile(file)];
  one.append([record(1)]);
  expect(two.append([record(2)])).toEqual({ok: true});
  expect(one.append([record(3)])).toEqual({ok: true});
  expect(two.recordsAfter(0, 200).records).toEqual([record(1), record(2), record(3)]);
});
