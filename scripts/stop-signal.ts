const parentPollMs = 250;

/**
 * Resolves when this process is asked to stop: at the first Ctrl-C or SIGTERM, or when npm, which started it, is
 * gone. (npm passes a SIGTERM only to the shell between it and us, which dies of it without passing it on.)
 * Further signals are ignored: Ctrl-C comes twice, from the terminal and from npm.
 */
export function stopSignal(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
    if (process.env['npm_lifecycle_event'] === undefined) return;
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) resolve();
    }, parentPollMs).unref();
  });
}
