/**
 * Listens to the live channel for as long as the till may: a stream that only says that there is more. Nothing depends
 * on it. Where it does not work (a proxy that holds answers back, an older server), the till polls at its usual beat and
 * tries again after a while.
 */

import type {More} from '../../shared/protocol/live.ts';
import {moreSchema} from '../../shared/protocol/live.ts';
import {eventReader} from './read-events.ts';

export interface LiveOptions {
  /** Resolves when it is worth a try: the till is online. */
  readonly ready: () => Promise<void>;
  /** Opens the stream; rejects when nothing answers. */
  readonly open: (signal: AbortSignal) => Promise<Response>;
  readonly onMore: (more: More) => void;
  /** `up` from the first word on; `down` when the stream ended. */
  readonly onState: (state: 'up' | 'down') => void;
  /** In [0, 1). */
  readonly random: () => number;
  readonly signal: AbortSignal;
}

/** The server speaks every 20 s; a stream that says nothing for this long is none. */
const SILENCE_MS = 45_000;
/** A stream that ends sooner was cut by something in between … */
const SHORT_MS = 1_000;
/** … and after so many in a row the till does without for a while. */
const MOST_SHORT = 3;
const RETRY_MS = 1_000;
const LONG_RETRY_MS = 5 * 60_000;

/** Resolves when `signal` is aborted. Never rejects. */
export async function followLive(options: LiveOptions): Promise<void> {
  const {signal, random} = options;
  let shortOnes = 0;
  for (;;) {
    await options.ready();
    if (signal.aborted) return;
    const end = await listen(options);
    if (signal.aborted) return;
    shortOnes = end === 'short' ? shortOnes + 1 : 0;
    const givesUp = end === 'none' || shortOnes >= MOST_SHORT;
    if (givesUp) shortOnes = 0;
    await pause((givesUp ? LONG_RETRY_MS : RETRY_MS) * (0.5 + random()), signal);
  }
}

/**
 * One stream, to its end. `ended`: it worked for a while, or nobody answered; `short`: it broke off at once; `none`: there
 * is no live channel here, or nothing comes through.
 */
async function listen({open, onMore, onState, signal}: LiveOptions): Promise<'ended' | 'short' | 'none'> {
  const stopped = new AbortController();
  const stop = (): void => stopped.abort();
  signal.addEventListener('abort', stop);
  let silence = setTimeout(stop, SILENCE_MS);
  let isUp = false;
  let openedMs: number | null = null;
  const heard = (): void => {
    clearTimeout(silence);
    silence = setTimeout(stop, SILENCE_MS);
    if (!isUp) onState('up');
    isUp = true;
  };
  try {
    const response = await open(stopped.signal);
    if (!isStream(response)) return 'none';
    openedMs = performance.now();
    await readWords(response, data => {
      heard();
      if (data !== null) tell(data, onMore);
    });
  } catch {
    // Broken off: the network, or the silence above.
  } finally {
    clearTimeout(silence);
    signal.removeEventListener('abort', stop);
    if (isUp) onState('down');
  }
  if (!isUp && stopped.signal.aborted) return 'none';
  return openedMs !== null && performance.now() - openedMs < SHORT_MS ? 'short' : 'ended';
}

function isStream(response: Response): boolean {
  return response.ok && /^text\/event-stream\b/i.test(response.headers.get('content-type') ?? '');
}

/** Calls `onWord` with the data of each `more`, and with null for whatever else came. */
async function readWords(response: Response, onWord: (data: string | null) => void): Promise<void> {
  const {body} = response;
  if (body === null) return;
  const read = eventReader();
  const decoder = new TextDecoder();
  const reader = body.getReader();
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    for (const word of read(decoder.decode(chunk.value, {stream: true})))
      onWord(word.kind === 'event' && word.name === 'more' ? word.data : null);
  }
}

/** What cannot be read is passed over: the till hears of it at its beat. */
function tell(data: string, onMore: (more: More) => void): void {
  try {
    const more = moreSchema.safeParse(JSON.parse(data));
    if (more.success) onMore(more.data);
  } catch {
    console.warn('a word of the live channel is not understood');
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
}
