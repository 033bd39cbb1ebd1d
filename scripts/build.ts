/** `npm run build`: all four bundles into dist/. */
import {buildBundles, bundleNames} from './bundles.ts';

await buildBundles(bundleNames);
