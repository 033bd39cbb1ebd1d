import {createServer} from 'node:net';
import {CannotStart} from '../storage/embedded/cannot-start.ts';

/** Before anything is created: @throws CannotStart when nothing can listen there. */
export async function assertPortFree(port: number, host: string): Promise<void> {
  const code = await new Promise<string | undefined>(resolve => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen(port, host, () => probe.close(() => resolve(undefined)));
  });
  if (code !== undefined) throw new CannotStart(cannotListen(code, port, host));
}

/** The error in words. */
function cannotListen(code: string, port: number, host: string): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use. Stop what runs there, or choose another: PORT=${port + 1}`;
  return `Cannot listen on ${host}:${port} (${code}). Choose another with HOST=… and PORT=…`;
}
