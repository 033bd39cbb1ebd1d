import {z} from 'zod';
import {parseFormula} from '../formula/parse-formula.ts';

/** A formula of a dynamic discount (semantics.md B.9): refused with its place when it cannot be read. */
export const formulaBody = z
  .string()
  .max(5000)
  .check(context => {
    const parsed = parseFormula(context.value);
    if (parsed.ok) return;
    context.issues.push({
      code: 'custom',
      path: [],
      input: context.value,
      message: `is not a formula: ${parsed.message} at character ${parsed.at + 1}`,
    });
  });
