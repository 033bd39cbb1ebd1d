/**
 * The first import of every entry (window and worker): zod compiles schemas with `new Function` unless told not
 * to before the first schema is made, and the content security policy forbids that.
 */
import {z} from 'zod';

z.config({jitless: true});
