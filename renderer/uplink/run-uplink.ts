import {backOffMs, beatMs, type Pace} from './pace.ts';
import type {TillLine, Turn} from './till-line.ts';
import type {Wake} from './wake.ts';

export interface Run {
  readonly line: TillLine;
  readonly pace: Pace;
  readonly wake: Wake;
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** True until the server was asked for the leases of the day. */
  readonly preposition: {wanted: boolean};
  readonly queued: () => number;
  /** Whether the live channel would wake the till. */
  readonly isLive: () => boolean;
}

/** The leader's beat: exchange, rest, again; at once while there is more to say, ever slower while nobody answers. */
export async function runUplink(run: Run): Promise<void> {
  let failures = 0;
  while (!run.signal.aborted) {
    const preposition = run.preposition.wanted;
    const turn = await run.line.turn({wants: [], preposition, upload: true});
    if (run.signal.aborted) return;
    if (turn.outcome === 'heard' && preposition) run.preposition.wanted = false;
    failures = turn.outcome === 'heard' && !turn.stuck ? 0 : failures + 1;
    const restMs = rest(run, turn, failures);
    const error = errorOf(turn);
    if (error !== null && run.queued() > 0) await run.line.noteFailure(error, restMs);
    if (restMs > 0) await run.wake.sleep(restMs);
  }
}

function rest({pace, random, line, queued, isLive}: Run, turn: Turn, failures: number): number {
  if (turn.outcome === 'refused') return pace.refusedMs;
  if (turn.outcome === 'lost') return turn.retryAfterMs ?? backOffMs(pace, failures, random());
  if (turn.stuck) return Math.max(pace.onlineMs, backOffMs(pace, failures, random()));
  if (turn.again) return pace.onlineMs / 10;
  // A till out of favour only brings what it still has.
  if (turn.standing !== 'good') return queued() > 0 ? beatMs(pace, random()) : pace.refusedMs;
  if (line.connection().state !== 'online') return pace.onlineMs / 10;
  return beatMs(pace, random(), isLive());
}

function errorOf(turn: Turn): string | null {
  if (turn.outcome !== 'heard') return turn.error;
  return turn.stuck ? 'the server answered, and took nothing of the queue' : null;
}
