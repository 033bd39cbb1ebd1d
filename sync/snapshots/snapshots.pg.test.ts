import {createHash} from 'node:crypto';
import {gunzipSync} from 'node:zlib';
import {sql} from 'kysely';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {type Manifest, manifestSchema} from '../../shared/protocol/snapshot.ts';
import {readBlock, splitLine} from '../../shared/protocol/voucher-block.ts';
import type {Voucher} from '../../shared/redeemables/voucher.ts';
import {percent} from '../../test/builders/offers.ts';
import {type TestShop, testShop} from '../../test/postgres/test-shop.ts';
import {addTestStore, addTestTill, type TestTill} from '../../test/postgres/test-till.ts';
import {createDefaultProject} from '../app/create-default-project.ts';
import {systemRandom} from '../app/system-random.ts';
import {makeProjectKeys} from '../enrolment/project-keys.ts';
import {publishDocuments, withdrawDocument} from '../storage/publish-document.ts';
import {transact} from '../storage/transact.ts';
import {buildSnapshot} from './build-snapshot.ts';
import {refreshSnapshot} from './refresh-snapshot.ts';

let shop: TestShop;
let till: TestTill;
beforeAll(async () => {
  shop = await testShop();
  till = await addTestTill(shop, await addTestStore(shop, 'main'), 'Till 1');
});
afterAll(() => shop.close());

function vouchers(count: number, prefix: string, given: Partial<Voucher> = {}): Voucher[] {
  return Array.from({length: count}, (_, n) => percent(`${prefix}-${n}`, 10).voucher ?? [])
    .flat()
    .map(voucher => ({...voucher, ...given}));
}

function publish(documents: readonly Voucher[]): Promise<void> {
  return transact(shop.db, tx => publishDocuments(tx, shop.projectId, documents));
}

async function build(): Promise<Manifest> {
  const manifest = await buildSnapshot(shop.deps, shop.projectId);
  if (manifest === null) throw new Error('somebody else builds');
  return manifest;
}

function get(path: string, headers: Readonly<Record<string, string>> = till.authorization) {
  return shop.app.inject({url: `/sync/v1/${path}`, headers});
}

/** Every voucher of a snapshot as a till reads it, by id; checks each chunk by its name and its blocks by their range. */
async function unpacked({chunks}: Manifest): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>();
  for (const chunk of chunks) {
    const {rawPayload} = await get(`chunks/${chunk.sha256}`);
    expect(createHash('sha256').update(rawPayload).digest('hex')).toBe(chunk.sha256);
    expect(rawPayload.length).toBe(chunk.bytes);
    let count = 0;
    for (const line of gunzipSync(rawPayload).toString('utf8').split('\n')) {
      const block = splitLine(line);
      if (block === null) continue;
      expect(block.bucket).toBeGreaterThanOrEqual(chunk.firstBucket);
      expect(block.bucket).toBeLessThanOrEqual(chunk.lastBucket);
      for (const {id, document} of readBlock(block.text)) found.set(id, document);
      count += readBlock(block.text).length;
    }
    expect(count).toBe(chunk.vouchers);
  }
  return found;
}

test('where no snapshot was made there is none, and few vouchers need none', async () => {
  expect((await get('snapshot')).statusCode).toBe(404);
  await publish(vouchers(20, 'FEW'));
  expect(await refreshSnapshot(shop.deps, shop.projectId)).toBe(false);
  expect((await get('snapshot')).json()).toMatchObject({key: 'not_found'});
});

test('a snapshot holds every voucher as it was published', async () => {
  const given = vouchers(6_000, 'MANY');
  await publish(given);
  expect(await refreshSnapshot(shop.deps, shop.projectId)).toBe(true);
  const answer = await get('snapshot');
  const manifest = manifestSchema.parse(answer.json());
  expect(manifest.buckets).toBe(128);
  const found = await unpacked(manifest);
  expect(found.size).toBe(6_020);
  for (const voucher of given) expect(found.get(voucher.id)).toEqual(voucher);
  expect(await refreshSnapshot(shop.deps, shop.projectId)).toBe(false);
});

test('beside a snapshot the feed brings what is newer, and everything that is no voucher', async () => {
  const {position} = await build();
  const [first, second] = vouchers(2, 'MANY');
  if (!first || !second) throw new Error('two vouchers');
  await publish([{...first, version: 2, active: false}]);
  await transact(shop.db, tx =>
    withdrawDocument(tx, shop.projectId, {kind: 'voucher', id: second.id, version: 2}),
  );
  const {changes} = (await get(`changes?after=0&limit=2000&feed=&vouchersAfter=${position}`)).json<{
    changes: {deleted: boolean; id?: string; document?: {kind: string; id: string}}[];
  }>();
  const names = changes.map(({deleted, id, document}) => (deleted ? `gone ${id}` : document?.id));
  expect(names.filter(name => name?.includes('v_'))).toEqual([first.id, `gone ${second.id}`]);
  expect(changes.some(({document}) => document?.kind === 'settings')).toBe(true);
});

test('chunks whose vouchers did not change keep their names; others are replaced', async () => {
  await sql`update document set slot = null where kind = 'voucher' and id < 'v_MANY-2'`.execute(shop.db);
  const before = await build();
  expect(await build()).toEqual(before);
  const [, , third] = vouchers(3, 'MANY');
  if (!third) throw new Error('a voucher');
  await publish([{...third, version: 2, usesLimit: 7}]);
  const after = await build();
  const names = (manifest: Manifest) => manifest.chunks.map(({sha256}) => sha256);
  expect(names(after)).not.toEqual(names(before));
  expect((await unpacked(after)).get(third.id)).toMatchObject({version: 2, usesLimit: 7});
  expect((await unpacked(after)).has('v_MANY-1')).toBe(false);
});

test('a replaced chunk stays an hour for tills on their way, then it is gone', async () => {
  const before = await build();
  await publish(vouchers(1, 'NEW'));
  const after = await build();
  const gone = before.chunks.filter(({sha256}) => !after.chunks.some(chunk => chunk.sha256 === sha256));
  expect(gone.length).toBeGreaterThan(0);
  const status = async () => (await get(`chunks/${gone[0]?.sha256}`)).statusCode;
  expect(await status()).toBe(200);
  shop.clock.advance(3_600_001);
  await build();
  expect(await status()).toBe(404);
});

test('while one process builds, another one does not', async () => {
  let finish = (): void => undefined;
  const busy = transact(shop.db, async tx => {
    await sql`select 1 from snapshot_builder where project_id = ${shop.projectId} for update`.execute(tx);
    await new Promise<void>(resolve => {
      finish = resolve;
    });
  });
  await expect.poll(() => buildSnapshot(shop.deps, shop.projectId)).toBeNull();
  finish();
  await busy;
  expect(await buildSnapshot(shop.deps, shop.projectId)).not.toBeNull();
});

test('a chunk may be kept for ever by whoever may read it, and only tills may', async () => {
  const [chunk] = (await build()).chunks;
  const answer = await get(`chunks/${chunk?.sha256}`);
  expect(answer.headers['cache-control']).toBe('private, max-age=31536000, immutable');
  expect(answer.headers['content-encoding']).toBeUndefined();
  for (const headers of [{}, shop.serverKey, shop.managementKey]) {
    expect((await get('snapshot', headers)).statusCode).toBe(401);
    expect((await get(`chunks/${chunk?.sha256}`, headers)).statusCode).toBe(401);
  }
});

test.each(['0', 'x'.repeat(64), `${'a'.repeat(63)}G`])('%s is no name of a chunk', async name => {
  expect((await get(`chunks/${name}`)).statusCode).toBe(400);
});

test('a chunk that there is not is not found', async () => {
  expect((await get(`chunks/${'a'.repeat(64)}`)).json()).toMatchObject({code: 404, key: 'not_found'});
});

test('a chunk of another project is not there, whoever knows its name', async () => {
  const project = {
    name: 'Other',
    keys: makeProjectKeys(systemRandom),
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
  };
  const other = await createDefaultProject(shop.deps, project);
  const [theirs] = vouchers(1, 'THEIRS');
  if (theirs === undefined) throw new Error('a voucher');
  await transact(shop.db, tx => publishDocuments(tx, other, [theirs]));
  const manifest = await buildSnapshot(shop.deps, other);
  const name = manifest?.chunks[0]?.sha256 ?? '';
  expect(name).toMatch(/^[0-9a-f]{64}$/);
  expect((await get(`chunks/${name}`)).statusCode).toBe(404);
});
