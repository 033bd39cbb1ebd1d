/**
 * The live channel's hub: knows which tills listen, looks at the book of record four times a second, and tells each
 * listener that there is more. It carries no data and owes nobody anything: a till that missed a word pulls at its beat.
 *
 * It looks instead of being told, in one query for all projects with listeners; so what another server process
 * committed is heard too, and nothing on the way to a sale waits for it.
 *
 * Always true:
 * - V1 A line is told at once where things stand, then only what is newer than it was told.
 * - V2 A line whose reader is slow is dropped; it comes back and is told where things stand.
 * - V3 While its line is open a till counts as connected (`device.live_until`); it stops counting by itself when this
 *   process dies.
 * - V4 A till that was revoked or enrolled again is told once more, and its line ends.
 */
import {type Clock, epochMs} from '../../shared/kernel/epoch.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {LiveBook} from './live-book.ts';
import {LiveLine, type LivePipe, type LiveTill} from './live-line.ts';
import {ProjectLines} from './project-lines.ts';

/** How soon a change is told: two changes within it are one word. */
const beatMs = 250;
/** A poke looks earlier, but not more often than this. */
const shortestBeatMs = 50;
/** Within this every line hears a comment, so that a broken one is found out on both sides. */
const keepAliveMs = 20_000;
const keepAliveTurns = 20;
/** A listening till counts as connected for this long after it was last noted, and is noted again halfway. */
const countsForMs = 80_000;
/** Lines of one till: its windows take over from each other. */
const linesPerTill = 4;
/** Told in one go; then whoever else waits has a turn. */
const toldAtOnce = 500;

export interface LiveHub {
  /** Adds a listener; the answer is to be called when its connection ends. */
  open(till: LiveTill, pipe: LivePipe): () => void;
  /** Something of this project may have changed that somebody waits for: looks at once. */
  poke(projectId: ProjectId): void;
  size(): number;
  /** Ends every line. */
  close(): Promise<void>;
}

export function makeLiveHub(
  book: LiveBook,
  clock: Clock,
  logFailure: (line: string, cause: unknown) => void,
): LiveHub {
  const projects = new Map<ProjectId, ProjectLines>();
  const gone: LiveLine[] = [];
  let looking: Promise<void> | null = null;
  let noting: Promise<void> | null = null;
  let lastLookMs = Number.NEGATIVE_INFINITY;
  let soon: NodeJS.Timeout | null = null;
  let turn = 0;
  const failing = new Set<string>();
  let closed = false;

  const beat = setInterval(() => {
    look();
    note();
  }, beatMs);
  const keepAlive = setInterval(keepAliveTurn, keepAliveMs / keepAliveTurns);
  beat.unref();
  keepAlive.unref();

  function look(): void {
    if (looking !== null || closed || projects.size === 0) return;
    lastLookMs = performance.now();
    looking = guarded('live channel', lookOnce()).finally(() => {
      looking = null;
    });
  }

  /** Apart from looking: ten thousand tills to note at once must not keep anybody waiting for a word. */
  function note(): void {
    if (noting !== null || closed) return;
    noting = guarded('live channel: who is connected', noteGone().then(noteOpen)).finally(() => {
      noting = null;
    });
  }

  /** Logs the first failure of a row. */
  function guarded(what: string, work: Promise<void>): Promise<void> {
    return work.then(
      () => void failing.delete(what),
      (cause: unknown) => {
        if (!failing.has(what)) logFailure(what, cause);
        failing.add(what);
      },
    );
  }

  async function lookOnce(): Promise<void> {
    const heads = await book.heads([...projects.keys()]);
    for (const {projectId, feedHead, stamp} of heads) {
      const lines = projects.get(projectId);
      if (lines === undefined) continue;
      if (lines.needsVersions(stamp)) lines.takeVersions(stamp, await book.tills(projectId));
      await tellAll(lines, feedHead);
    }
  }

  async function tellAll(lines: ProjectLines, feedHead: number): Promise<void> {
    let told = 0;
    for (const line of [...lines.all()]) {
      if (!lines.tell(line, feedHead)) continue;
      told += 1;
      if (told % toldAtOnce === 0) await new Promise(resolve => setImmediate(resolve));
    }
  }

  async function noteGone(): Promise<void> {
    const left = gone.splice(0);
    const away = left.filter(line => projects.get(line.till.projectId)?.hasTill(line.till.deviceId) !== true);
    if (away.length > 0) await book.noteGone(away.map(line => ({...line.till, untilMs: line.countsUntilMs})));
  }

  async function noteOpen(): Promise<void> {
    const nowMs = clock.nowMs();
    const untilMs = epochMs(nowMs + countsForMs);
    const due: LiveLine[] = [];
    for (const lines of projects.values())
      for (const line of lines.all()) if (line.countsUntilMs - nowMs < countsForMs / 2) due.push(line);
    if (due.length === 0) return;
    await book.noteOpen(
      due.map(line => line.till),
      untilMs,
    );
    for (const line of due) line.countsUntilMs = untilMs;
  }

  function keepAliveTurn(): void {
    turn = (turn + 1) % keepAliveTurns;
    const nowMs = clock.nowMs();
    let place = 0;
    for (const lines of projects.values()) {
      for (const line of [...lines.all()]) {
        place += 1;
        if (place % keepAliveTurns === turn) line.keepAlive(nowMs);
      }
    }
  }

  function open(till: LiveTill, pipe: LivePipe): () => void {
    const line = new LiveLine(till, pipe);
    if (closed) {
      line.end();
      return () => undefined;
    }
    const lines = projects.get(till.projectId) ?? new ProjectLines();
    projects.set(till.projectId, lines);
    for (const oldest of lines.beyond(till.deviceId, linesPerTill - 1)) oldest.end();
    lines.add(line);
    poke();
    return () => {
      if (!lines.remove(line)) return;
      if (lines.size === 0) projects.delete(till.projectId);
      gone.push(line);
    };
  }

  function poke(): void {
    if (soon !== null || closed) return;
    const inMs = Math.max(0, lastLookMs + shortestBeatMs - performance.now());
    soon = setTimeout(() => {
      soon = null;
      if (looking === null) look();
      else void looking.then(look);
    }, inMs);
    soon.unref();
  }

  return {
    open,
    poke,
    size: () => [...projects.values()].reduce((sum, lines) => sum + lines.size, 0),
    async close() {
      closed = true;
      clearInterval(beat);
      clearInterval(keepAlive);
      if (soon !== null) clearTimeout(soon);
      for (const lines of projects.values()) for (const line of [...lines.all()]) line.end();
      await Promise.all([looking, noting]);
      await noteGone().catch(() => undefined);
    },
  };
}
