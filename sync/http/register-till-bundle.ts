import fastifyStatic from '@fastify/static';
import type {App} from './app-type.ts';

/** The built till at /: files with a hash in their name for ever, the page and its service worker always fresh. */
export async function registerTillBundle(app: App, folder: string): Promise<void> {
  await app.register(async bundle => {
    bundle.addHook('onRoute', route => {
      route.config = {...route.config, access: 'public'};
    });
    await bundle.register(fastifyStatic, {
      root: folder,
      cacheControl: false,
      setHeaders: (reply, path) => {
        const immutable = /[\\/]assets[\\/]/.test(path);
        reply.header('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  });
}
