/**
 * First import of the worker, as `app/zod-without-eval.ts` is of the window: zod compiles schemas with
 * `new Function` unless told not to before the first schema is made, and the content security policy forbids that.
 */
import {z} from 'zod';

z.config({jitless: true});
