/**
 * The cable between tills and server: a TCP proxy that can be cut in the middle of a request or of an answer, can
 * swallow everything, and can be slow. It knows nothing of HTTP; what it breaks, it breaks between two bytes.
 */
import {once} from 'node:events';
import {connect, createServer, type Socket} from 'node:net';

export type CableFault =
  /** After so many more bytes in this direction every connection is torn down, and so is each new one. */
  | {readonly kind: 'cut-request' | 'cut-answer'; readonly afterBytes: number}
  /** Connections stay open and nothing arrives any more. */
  | {readonly kind: 'black-hole'}
  | {readonly kind: 'slow'; readonly delayMs: number};

export interface Cable {
  /** What tills connect to; stays the same. */
  readonly port: number;
  /** Replaces any fault that was there. */
  damage(fault: CableFault): void;
  /** New connections are whole again; those that the damage caught are torn down. */
  mend(): void;
  close(): Promise<void>;
}

interface Pair {
  readonly till: Socket;
  readonly server: Socket;
}

export async function layCable(serverPort: number): Promise<Cable> {
  const pairs = new Set<Pair>();
  let fault: CableFault | null = null;
  let bytesLeft = 0;

  function tear(pair: Pair): void {
    pairs.delete(pair);
    pair.till.destroy();
    pair.server.destroy();
  }

  function pass(pair: Pair, from: Socket, to: Socket, direction: 'cut-request' | 'cut-answer'): void {
    from.on('data', (bytes: Buffer) => {
      if (fault?.kind === 'black-hole') return;
      if (fault?.kind === 'slow') {
        setTimeout(() => to.writable && to.write(bytes), fault.delayMs);
        return;
      }
      if (fault?.kind !== direction) {
        to.write(bytes);
        return;
      }
      const kept = bytes.subarray(0, bytesLeft);
      bytesLeft -= kept.length;
      // `end` after the bytes: the other side gets all that was let through, and then the end.
      if (kept.length === bytes.length) to.write(bytes);
      else to.end(kept, () => tear(pair));
    });
    from.on('error', () => tear(pair));
    from.on('close', () => tear(pair));
    from.on('end', () => to.end());
  }

  const listener = createServer(till => {
    if ((fault?.kind === 'cut-answer' || fault?.kind === 'cut-request') && bytesLeft <= 0) {
      till.destroy();
      return;
    }
    const server = connect(serverPort, '127.0.0.1');
    const pair = {till, server};
    pairs.add(pair);
    pass(pair, till, server, 'cut-request');
    pass(pair, server, till, 'cut-answer');
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('the cable has no port');
  return {
    port: address.port,
    damage(next) {
      fault = next;
      bytesLeft = 'afterBytes' in next ? next.afterBytes : 0;
    },
    mend() {
      const was = fault;
      fault = null;
      if (was !== null && was.kind !== 'slow') for (const pair of pairs) tear(pair);
    },
    async close() {
      for (const pair of pairs) tear(pair);
      listener.close();
      await once(listener, 'close');
    },
  };
}
