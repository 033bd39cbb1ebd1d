import type {z} from 'zod';

/**
 * Names what a body asks for and this version does not do, instead of skipping it: a coupon that should only work
 * on Tuesdays must not quietly work every day. Null and absent are fine; other unknown properties are ignored.
 */
export function refuseUnsupported(
  context: {readonly value: object; readonly issues: z.core.$ZodRawIssue[]},
  accepted: Readonly<Record<string, string>>,
): void {
  for (const [name, instead] of Object.entries(accepted)) {
    const sent: unknown = Reflect.get(context.value, name);
    if (sent === undefined || sent === null || sent === false) continue;
    if (Array.isArray(sent) && sent.length === 0) continue;
    context.issues.push({
      code: 'custom',
      path: [name],
      input: sent,
      message: `is not supported by this version: ${instead}`,
    });
  }
}
