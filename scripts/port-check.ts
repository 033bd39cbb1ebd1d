import {createServer} from 'node:net';

export type PortCheck =
  | {readonly ok: true; readonly port: number}
  | {readonly ok: false; readonly problem: string};

/** Reads PORT and tries it on `host`: another program's answer there must not be taken for our server's. */
export async function checkPort(portText: string, host: string): Promise<PortCheck> {
  const port = Number(portText);
  if (!/^\d+$/.test(portText) || port < 1 || port > 65_535)
    return {ok: false, problem: `PORT=${portText} is not a port: choose a number from 1 to 65535.`};
  const code = await listenError(port, host);
  if (code === undefined) return {ok: true, port};
  if (code === 'EADDRINUSE')
    return {
      ok: false,
      problem: `Port ${port} is in use. Stop what runs there, or choose another: PORT=${port + 1} npm start`,
    };
  return {ok: false, problem: `Cannot listen on ${host}:${port} (${code}). Choose another with PORT=...`};
}

/** The error code of listening there, or undefined when it can be done. Frees the port again. */
function listenError(port: number, host: string): Promise<string | undefined> {
  return new Promise(resolve => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen(port, host, () => probe.close(() => resolve(undefined)));
  });
}
