import {spawn} from 'node:child_process';
import {createHash} from 'node:crypto';
import {once} from 'node:events';
import {type FileHandle, mkdtemp, open, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import type {JournalRecord} from '../../shared/protocol/bridge.ts';
import {type Journals, openJournals} from './journals.ts';

const TILL = 'dev_1';
let folder: string;
let journals: Journals;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journal-'));
  journals = openJournals(folder);
});

afterEach(async () => {
  await journals.close();
  await rm(folder, {recursive: true});
});

function record(seq: number, body = `{"sale":${seq}}`): JournalRecord {
  return {seq, hash: createHash('sha256').update(body).digest('hex'), body};
}

const records = (...seqs: number[]) => seqs.map(seq => record(seq));
const file = () => join(folder, `till-${TILL}.journal`);

async function readBack(afterSeq = -1) {
  const answer = await journals.read(TILL, afterSeq, 500);
  if (!answer.ok) throw new Error(answer.message);
  return answer;
}

const seqsReadBack = async () => (await readBack()).records.map(r => r.seq);

/** Closes the journals as a restart would, lets `edit` change the bytes of the file, and opens them again. */
async function restart(edit?: (bytes: Buffer) => Buffer): Promise<void> {
  await journals.close();
  if (edit) await writeFile(file(), edit(await readFile(file())));
  journals = openJournals(folder);
}

function flip(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
  return copy;
}

/** Where the n-th line starts; the header is line 1. */
function lineStart(bytes: Buffer, line: number): number {
  let at = 0;
  for (let n = 1; n < line; n += 1) at = bytes.indexOf(0x0a, at) + 1;
  return at;
}

test('what was appended is read back, in order, also after a restart', async () => {
  const odd = record(3, '{"name":"Zoë 🫖\\n\u2028"}');
  expect(await journals.append(TILL, records(1, 2))).toEqual({ok: true, written: 2, headSeq: 2, damage: []});
  await journals.append(TILL, [odd]);
  expect((await readBack()).records).toEqual([...records(1, 2), odd]);
  await restart();
  expect((await readBack()).records).toEqual([...records(1, 2), odd]);
});

test('an empty journal has no head, and takes its first number from its first record', async () => {
  expect(await readBack()).toEqual({ok: true, records: [], more: false, headSeq: null, damage: []});
  expect(await journals.append(TILL, records(57, 58))).toMatchObject({ok: true, headSeq: 58});
});

test('a long journal is read in parts', async () => {
  await journals.append(TILL, records(1, 2, 3, 4, 5));
  const first = await journals.read(TILL, -1, 2);
  expect(first).toMatchObject({more: true, records: [{seq: 1}, {seq: 2}], headSeq: 5});
  expect(await journals.read(TILL, 2, 3)).toMatchObject({
    more: false,
    records: [{seq: 3}, {seq: 4}, {seq: 5}],
  });
});

test('an answer of large records stops at its size and says there is more', async () => {
  const large = 'x'.repeat(1 << 20);
  for (let seq = 1; seq <= 10; seq += 1) await journals.append(TILL, [record(seq, `${large}${seq}`)]);
  const first = await readBack();
  expect(first.more).toBe(true);
  expect(first.records).toHaveLength(8);
  expect((await readBack(8)).records.map(r => r.seq)).toEqual([9, 10]);
});

test('[JF2] a number that leaves a gap is refused, and nothing of its batch is written', async () => {
  await journals.append(TILL, records(1));
  const refused = {ok: false, code: 'out-of-order', seq: 4, headSeq: 1, damage: []};
  expect(await journals.append(TILL, records(2, 4))).toEqual(refused);
  expect(await seqsReadBack()).toEqual([1]);
});

test('[JF2] a number before the first is refused', async () => {
  await journals.append(TILL, records(5));
  expect(await journals.append(TILL, records(4))).toMatchObject({code: 'out-of-order', seq: 4});
});

test('[JF3] the same record again is taken once', async () => {
  await journals.append(TILL, records(1, 2));
  expect(await journals.append(TILL, records(1, 2, 3, 3))).toMatchObject({ok: true, written: 1, headSeq: 3});
  await restart();
  expect(await journals.append(TILL, records(2))).toMatchObject({ok: true, written: 0});
  expect(await seqsReadBack()).toEqual([1, 2, 3]);
});

test('[JF3] another record under a number that is taken is refused', async () => {
  await journals.append(TILL, records(1, 2));
  const other = record(2, '{"sale":"other"}');
  expect(await journals.append(TILL, [other])).toMatchObject({ok: false, code: 'conflict', seq: 2});
  expect(await journals.append(TILL, [record(3), {...other, seq: 3}])).toMatchObject({
    code: 'conflict',
    seq: 3,
  });
  expect(await seqsReadBack()).toEqual([1, 2]);
});

test('appends that are sent at once are written in the order they were sent', async () => {
  const answers = await Promise.all([1, 2, 3, 4].map(seq => journals.append(TILL, records(seq))));
  expect(answers.every(a => a.ok)).toBe(true);
  expect(await seqsReadBack()).toEqual([1, 2, 3, 4]);
});

test('two devices have two files', async () => {
  await journals.append(TILL, records(1));
  await journals.append('dev_2', records(7));
  expect(await seqsReadBack()).toEqual([1]);
  expect(await journals.read('dev_2', -1, 10)).toMatchObject({records: [{seq: 7}]});
});

test('[JF4] a torn last line is reported, kept in a file beside, and cut off; the till goes on', async () => {
  await journals.append(TILL, records(1, 2));
  await restart(bytes => Buffer.concat([bytes, Buffer.from('{"seq":3,"hash":"ab')]));
  const sound = await readBack();
  expect(sound.records).toEqual(records(1, 2));
  expect(sound.damage).toEqual([{reason: 'torn', line: 4, byteOffset: lineStart(await readFile(file()), 4)}]);
  const [kept] = (await readdir(folder)).filter(name => name.includes('.cut-at-'));
  expect(await readFile(join(folder, String(kept)), 'utf8')).toBe('{"seq":3,"hash":"ab');
  expect(await journals.append(TILL, records(3))).toMatchObject({ok: true, headSeq: 3});
  await restart();
  expect(await readBack()).toMatchObject({records: records(1, 2, 3), damage: []});
});

test('a file torn anywhere in its last line keeps every record before it', async () => {
  await journals.append(TILL, records(1, 2));
  await restart();
  await readBack();
  const whole = await readFile(file());
  for (let length = lineStart(whole, 3); length < whole.length; length += 17) {
    await restart(() => whole.subarray(0, length));
    expect((await readBack()).records).toEqual(records(1));
    expect(await journals.append(TILL, records(2))).toMatchObject({ok: true, headSeq: 2});
  }
});

test('[JS2] a byte flipped anywhere in the middle is reported with its line, and only that line is lost', async () => {
  await journals.append(TILL, records(1, 2, 3));
  await journals.close();
  const whole = await readFile(file());
  const [start, end] = [lineStart(whole, 3), lineStart(whole, 4)];
  for (let at = start; at < end - 1; at += 1) {
    if ((whole.readUInt8(at) ^ 1) === 0x0a) continue;
    await restart(() => flip(whole, at));
    const answer = await readBack();
    expect(answer.damage).toEqual([{reason: 'altered', line: 3, byteOffset: start}]);
    expect(answer.records).toEqual(records(1, 3));
  }
  expect(await journals.append(TILL, records(2))).toMatchObject({ok: false, code: 'damaged', seq: 2});
  expect(await journals.append(TILL, records(4))).toMatchObject({ok: true, headSeq: 4});
});

test('an altered last line is cut off and kept, so that the till can write the record again', async () => {
  await journals.append(TILL, records(1, 2));
  await restart(bytes => flip(bytes, bytes.length - 10));
  expect(await readBack()).toMatchObject({
    records: records(1),
    headSeq: 1,
    damage: [{reason: 'altered', line: 3}],
  });
  expect(await journals.append(TILL, records(2, 3))).toMatchObject({ok: true, written: 2});
});

test('[JS2] a line that was taken out is reported where it is missing', async () => {
  await journals.append(TILL, records(1, 2, 3));
  let gap = 0;
  await restart(bytes => {
    gap = lineStart(bytes, 3);
    return Buffer.concat([bytes.subarray(0, gap), bytes.subarray(lineStart(bytes, 4))]);
  });
  const answer = await readBack();
  expect(answer.damage).toEqual([{reason: 'gap', line: 3, byteOffset: gap}]);
  expect(answer.records).toEqual(records(1, 3));
});

test('a flipped header is reported and loses no record', async () => {
  await journals.append(TILL, records(1, 2));
  await restart(bytes => flip(bytes, 3));
  expect(await readBack()).toMatchObject({records: records(1, 2), damage: [{reason: 'altered', line: 1}]});
});

test('[JF1] an append is flushed before it is promised, and a flush that fails promises nothing', async () => {
  await journals.append(TILL, records(1));
  const probe = await open(file(), 'r');
  const prototype = Object.getPrototypeOf(probe) as FileHandle;
  await probe.close();
  const flush = vi.spyOn(prototype, 'datasync');
  const promised = await journals.append(TILL, records(2));
  expect(promised).toMatchObject({ok: true, headSeq: 2});
  expect(flush).toHaveBeenCalledTimes(1);
  flush.mockRejectedValueOnce(new Error('the disk is gone'));
  expect(await journals.append(TILL, records(3))).toMatchObject({ok: false, code: 'io-failed'});
  flush.mockRestore();
  expect(await readBack()).toMatchObject({records: records(1, 2), headSeq: 2, damage: []});
  expect(await journals.append(TILL, records(3))).toMatchObject({ok: true, headSeq: 3});
});

test("another device's journal is refused and left untouched", async () => {
  const foreign = '{"journal":1,"device":"dev_9"}\n';
  await writeFile(file(), foreign);
  expect(await journals.read(TILL, -1, 10)).toMatchObject({ok: false, code: 'foreign-file'});
  expect(await journals.append(TILL, records(1))).toMatchObject({ok: false, code: 'foreign-file'});
  expect(await readFile(file(), 'utf8')).toBe(foreign);
});

test('a journal that cannot be opened is a refusal with its path, and works once the cause is gone', async () => {
  await journals.close();
  await rm(folder, {recursive: true});
  await writeFile(folder, 'in the way');
  const answer = await journals.append(TILL, records(1));
  expect(answer).toMatchObject({ok: false, code: 'io-failed'});
  expect(answer.ok || !('message' in answer) ? '' : answer.message).toContain(folder);
  await rm(folder);
  expect(await journals.append(TILL, records(1))).toMatchObject({ok: true});
});

test('[JF1] a process killed between and during appends loses nothing it was promised', async () => {
  const script = join(import.meta.dirname, '../../test/electron/append-until-killed.ts');
  for (const promised of [3, 20]) {
    const child = spawn(process.execPath, ['--import', 'tsx', script, folder, TILL], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let lastSeq = 0;
    let count = 0;
    for await (const line of createInterface({input: child.stdout})) {
      lastSeq = Number(line);
      count += 1;
      if (count === promised) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    await restart();
    const {headSeq, damage} = await readBack();
    expect(count).toBeGreaterThanOrEqual(promised);
    expect(headSeq).toBeGreaterThanOrEqual(lastSeq);
    expect(damage.every(d => d.reason === 'torn')).toBe(true);
    expect(await seqsReadBack()).toEqual(Array.from({length: Number(headSeq)}, (_, i) => i + 1));
    await journals.close();
  }
}, 30_000);
