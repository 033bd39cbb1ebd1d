/** `npm run server`: the sync server alone. `-- --demo` loads the demo shop and its keys into an empty database. */
import {buildStaleBundles} from './bundles.ts';
import {runServer} from './run-server.ts';
import {stopSignal} from './stop-signal.ts';

const stopped = stopSignal();
await buildStaleBundles(['sync']);
const server = runServer(process.argv.slice(2));
void stopped.then(server.stop);
process.exit(await server.exited);
