/** The renderer: one bundle, shown by Electron at app:// and by any browser from the sync server. */
import {join} from 'node:path';
import react from '@vitejs/plugin-react';
import {defineConfig} from 'vite';
import {serviceWorkerPlugin} from './scripts/service-worker-plugin.ts';
import {webAppManifest} from './scripts/web-app-manifest.ts';

export default defineConfig({
  root: join(import.meta.dirname, 'renderer'),
  base: '/',
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome120',
    sourcemap: true,
    // Inlined data: URLs would need a wider content security policy.
    assetsInlineLimit: 0,
  },
  worker: {format: 'es'},
  plugins: [
    react(),
    serviceWorkerPlugin({
      manifest: webAppManifest,
      serverPaths: ['/v1', '/client', '/management', '/sync', '/docs'],
    }),
  ],
});
