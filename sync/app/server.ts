/**
 * `node dist/sync/server.js [--demo]`: the sync server. Ctrl-C or SIGTERM ends it in order, with exit code 0; what
 * keeps it from starting is said in one line, with exit code 1.
 */
import {CannotStart} from '../storage/embedded/cannot-start.ts';
import {readConfig} from './config.ts';
import {failureText} from './log-failure.ts';
import {type RunningServer, startServer} from './start-server.ts';

process.exitCode = await main(process.argv.slice(2));
process.exit();

async function main(args: readonly string[]): Promise<number> {
  const asked = new Promise<'asked'>(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve('asked'));
  });
  const unknown = args.find(arg => arg !== '--demo');
  if (unknown !== undefined) return failed(`Unknown option ${unknown}. There is one: --demo`);
  const reading = readConfig(process.env);
  if (!reading.ok) return failed(reading.problem);
  try {
    const mode = args.includes('--demo') ? 'demo' : 'normal';
    const server = await startServer({config: reading.config, mode, tell, logFailure});
    tellReady(server);
    const why = await Promise.race([asked, server.databaseEnded.then(() => 'lost' as const)]);
    await server.stop();
    if (why === 'lost') return failed('The database ended by itself; see postgres.log in DATA_DIR.');
    tell('Stopped. Everything is saved.');
    return 0;
  } catch (error) {
    if (error instanceof CannotStart) return failed(error.message);
    logFailure('The server could not start', error);
    return 1;
  }
}

function tellReady({address, usesEmbeddedDatabase, servesTill}: RunningServer): void {
  tell(usesEmbeddedDatabase ? 'Database: the embedded PostgreSQL.' : 'Database: the server of DATABASE_URL.');
  if (!servesTill) tell('The till is not built (npm run build); only the APIs are served.');
  tell(`Counterfoil is ready: ${address} (the API is described at ${address}docs)`);
}

function tell(line: string): void {
  console.log(line);
}

function failed(problem: string): number {
  console.error(problem);
  return 1;
}

/** With the stack and its causes, and no request's content. */
function logFailure(line: string, cause: unknown): void {
  console.error(failureText(new Date(), line, cause));
}
