/**
 * Scans wait here while the till is busy with the one before: first in, first out, none dropped in silence.
 */
export interface ScanQueue {
  /** Answers false when twenty already wait: the caller says so, and the code is scanned again. */
  add(text: string): boolean;
}

const longestQueue = 20;

/** `handle` gets one scan at a time; a failure of one does not stop the next. */
export function scanQueue(
  handle: (text: string) => Promise<void>,
  onFailure: (problem: unknown) => void,
): ScanQueue {
  const waiting: string[] = [];
  let isRunning = false;

  async function run(): Promise<void> {
    isRunning = true;
    for (let text = waiting.shift(); text !== undefined; text = waiting.shift()) {
      await handle(text).catch(onFailure);
    }
    isRunning = false;
  }

  return {
    add(text) {
      if (waiting.length >= longestQueue) return false;
      waiting.push(text);
      if (!isRunning) void run();
      return true;
    },
  };
}
