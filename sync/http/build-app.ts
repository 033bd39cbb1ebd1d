/**
 * The HTTP side, wired: plugins, who may call, the shape of errors, and the routes by audience. Nothing here listens;
 * app/server.ts does, and tests call `inject`.
 */
import compress from '@fastify/compress';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify from 'fastify';
import type {ZodTypeProvider} from 'fastify-type-provider-zod';
import {ApiError} from '../../shared/api/error.ts';
import {uuidV7} from '../../shared/kernel/id.ts';
import {tillPolicy} from '../../shared/protocol/content-security-policy.ts';
import {acceptEmptyJson} from './accept-empty-json.ts';
import {answerError, answerNotFound} from './answer-error.ts';
import type {AppDeps} from './app-deps.ts';
import type {App} from './app-type.ts';
import {authenticateRequest} from './authenticate-request.ts';
import {compileSerializer} from './compile-serializer.ts';
import {compileValidator} from './compile-validator.ts';
import {corsOptions} from './cors-options.ts';
import {guardDemo} from './guard-demo.ts';
import {failureLimit, limitOptions} from './limits.ts';
import {registerDocs} from './register-docs.ts';
import {registerTillBundle} from './register-till-bundle.ts';
import {registerSync} from './sync/register-sync.ts';
import {registerV1} from './v1/register-v1.ts';

/** The largest of the API: a campaign's or an order's worth of JSON, with room. */
const bodyLimitBytes = 4 * 1024 * 1024;

export async function buildApp(deps: AppDeps): Promise<App> {
  const {trustedProxies: trusted = []} = deps;
  const app = fastify({
    forceCloseConnections: true,
    // A path that is no URL never reaches a route, and is answered in the same shape all the same.
    frameworkErrors: (error, request, reply) => void answerError(deps)(error, request, reply),
    bodyLimit: bodyLimitBytes,
    trustProxy: trusted.length === 0 ? false : [...trusted],
    genReqId: () => `v-${uuidV7(deps.clock.nowMs(), deps.random).replaceAll('-', '').slice(8)}`,
    routerOptions: {maxParamLength: 500},
  }).withTypeProvider<ZodTypeProvider>();
  app.removeContentTypeParser('text/plain');
  // One odd key in one operation must not block a till's whole queue.
  acceptEmptyJson(app, 'remove');
  app.setValidatorCompiler(compileValidator);
  app.setSerializerCompiler(compileSerializer);
  app.setErrorHandler(answerError(deps));
  app.setNotFoundHandler(answerNotFound);
  await registerPlugins(app, deps);
  registerGuards(app, deps);
  await registerDocs(app, deps);
  await registerSync(app, deps);
  await registerV1(app, deps);
  if (deps.rendererFolder !== null) await registerTillBundle(app, deps.rendererFolder);
  return app;
}

async function registerPlugins(app: App, deps: AppDeps): Promise<void> {
  if (deps.mode === 'demo') app.addHook('onRequest', guardDemo(deps.allowedOrigins));
  await app.register(helmet, {
    contentSecurityPolicy: {useDefaults: false, directives: mutable(tillPolicy)},
    hsts: false,
  });
  await app.register(cors, corsOptions(deps.allowedOrigins));
  await app.register(rateLimit, limitOptions);
  await app.register(compress, {global: true, threshold: 1024, requestEncodings: ['gzip', 'identity']});
}

function registerGuards(app: App, deps: AppDeps): void {
  const failures = failureLimit(app);
  app.decorateRequest('caller');
  app.addHook('onRequest', async (request, reply) => {
    request.caller = {kind: 'public'};
    if (request.is404 || request.method === 'OPTIONS') return;
    if (request.routeOptions.config.access !== 'public') await failures.assertListened(request, reply);
    try {
      request.caller = await authenticateRequest(deps, request);
    } catch (error) {
      if (error instanceof ApiError && error.problem.key === 'unauthorized')
        await failures.noteFailure(request);
      throw error;
    }
  });
  app.addHook('onResponse', async request => {
    const {caller} = request;
    if (request.method !== 'GET' && caller !== undefined && caller.kind !== 'public')
      deps.stamper.poke(caller.projectId);
  });
}

function mutable(policy: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(policy).map(([name, sources]) => [name, [...sources]]));
}
