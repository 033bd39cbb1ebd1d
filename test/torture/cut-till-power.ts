/**
 * Power cuts under a till's browser: the till sells, the disk with its profile stops at some moment, the browser dies,
 * the disk comes back as it was flushed. Every sale whose “Paid” was seen is in IndexedDB and in the journal, and in
 * the end at the server, once.
 */
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {seeded} from '../bench/seeded.ts';
import {type CheckedUpTo, checkAtRest} from './check-books.ts';
import {prepareDisk} from './cut-off-disk.ts';
import {addLimitedThings} from './limited-things.ts';
import type {TortureOptions} from './run-rounds.ts';
import {type Stage, setStage, type TillOnStage} from './stage.ts';

const ean = '5909902001137';
const saleLimits = {limitMs: 5_000, codeLimitMs: 2_500};
const diskMegabytes = 512;

/** Answers the number of violations. */
export async function cutTillPower(options: TortureOptions, cuts: number): Promise<number> {
  const {folder, tell} = options;
  const prepared = await prepareDisk(folder, 'till-power', diskMegabytes);
  if (!prepared.ok) {
    tell(`Power cuts under a till: skipped, ${prepared.why}.`);
    return 0;
  }
  const {disk} = prepared;
  const stage = await setStage({...options, tills: 1, profileFolder: join(disk.folder, 'profile')});
  try {
    const [till] = stage.tills;
    if (till === undefined) throw new Error('no till');
    const violations: string[] = [];
    const random = seeded(cuts);
    for (let cut = 1; cut <= cuts; cut += 1) {
      const things = await addLimitedThings(stage.view, `P${cut}`);
      const ending = new AbortController();
      const selling = sellUntil(ending.signal, stage, till, things[2]?.code ?? null);
      await wait(random.between(300, 4_000));
      await disk.cutPower();
      ending.abort();
      await till.kill();
      await selling;
      await disk.boot();
      await till.open();
      violations.push(...(await missing(stage, till)));
    }
    const checkedUpTo: CheckedUpTo = new Map();
    violations.push(...(await checkAtRest(stage, checkedUpTo)));
    for (const violation of new Set(violations)) tell(`VIOLATION after a power cut: ${violation}`);
    const lost = new Set(violations.filter(one => /^(I7|lost)/.test(one))).size;
    tell(
      `power cuts under a till's browser: ${cuts} cuts, ${stage.acknowledged.sales.size} sales shown as paid, ${lost} lost`,
    );
    return new Set(violations).size;
  } finally {
    await stage.clear();
    await disk.remove();
  }
}

async function sellUntil(
  over: AbortSignal,
  stage: Stage,
  till: TillOnStage,
  code: string | null,
): Promise<void> {
  const {tillId} = till;
  for (let nth = 0; !over.aborted && till.isOpen(); nth += 1) {
    const rung = await till.ringUp({eans: [ean], code: nth % 2 === 0 ? code : null, ...saleLimits});
    if (rung.outcome !== 'paid') continue;
    const {receipt} = rung;
    stage.acknowledged.sales.set(`${tillId} ${receipt}`, {tillId, receipt});
  }
}

async function missing(stage: Stage, till: TillOnStage): Promise<string[]> {
  const books = await till.books(0);
  const kept = new Set(books.sales.map(({receipt}) => receipt));
  const newest = books.operations.at(-1)?.sequence ?? 0;
  return [
    ...[...stage.acknowledged.sales.values()]
      .filter(({receipt}) => !kept.has(receipt))
      .map(({receipt}) => `lost: ${receipt} is not in IndexedDB`),
    ...(books.journal.length < newest
      ? [`lost: the journal ends at ${books.journal.length} of ${newest}`]
      : []),
  ];
}
