/**
 * The bundles for Node: `vite build -c vite.node.config.ts --mode main|preload|sync|bench|bench-outdoor`.
 * main and preload carry their packages with them, because an installed till has no node_modules;
 * the sandboxed preload must be one CommonJS file. sync runs next to node_modules and leaves them there.
 * bench is the engine as it ships, with what the benchmarks (test/bench) compare it with; bench-outdoor are its sides
 * that drive a browser or a database, beside node_modules like sync.
 */
import {defineConfig, type UserConfig} from 'vite';

const bundles: Readonly<Record<string, UserConfig>> = {
  main: {
    ssr: {noExternal: true, external: ['electron'], target: 'node'},
    build: {
      outDir: 'dist/main',
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: {
        input: {main: 'main/app/main.ts'},
        output: {format: 'es', entryFileNames: '[name].js'},
      },
    },
  },
  preload: {
    ssr: {noExternal: true, external: ['electron'], target: 'node'},
    build: {
      outDir: 'dist/main',
      emptyOutDir: false,
      target: 'chrome150',
      rolldownOptions: {
        input: {preload: 'main/bridge/preload.ts'},
        output: {format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false},
      },
    },
  },
  sync: {
    ssr: {target: 'node'},
    build: {
      outDir: 'dist/sync',
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: {
        input: {server: 'sync/app/server.ts'},
        output: {format: 'es', entryFileNames: '[name].js'},
      },
    },
  },
  bench: {
    ssr: {noExternal: true, target: 'node'},
    build: {
      outDir: 'dist/bench',
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: {
        input: {'be-side': 'test/bench/be-side.ts'},
        output: {format: 'es', entryFileNames: '[name].js'},
      },
    },
  },
  'bench-outdoor': {
    ssr: {target: 'node'},
    build: {
      outDir: 'dist/bench-outdoor',
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: {
        input: {
          'be-outdoor-side': 'test/bench/be-outdoor-side.ts',
          'fanout-server': 'test/bench/fanout/fanout-server.ts',
          'fanout-tills': 'test/bench/fanout/fanout-tills.ts',
          'redeem-server': 'test/bench/redeem/redeem-server.ts',
        },
        output: {format: 'es', entryFileNames: '[name].js'},
      },
    },
  },
};

export default defineConfig(({mode}) => {
  const bundle = bundles[mode];
  if (bundle === undefined)
    throw new Error(`--mode ${mode}: choose one of ${Object.keys(bundles).join(', ')}`);
  return {
    ...bundle,
    root: import.meta.dirname,
    define: {'process.env.NODE_ENV': JSON.stringify('production')},
    publicDir: false,
    build: {...bundle.build, ssr: true, sourcemap: true, minify: false},
  };
});
