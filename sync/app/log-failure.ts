import {inspect} from 'node:util';

/** What PostgreSQL adds to an error about the row or the value it was about: personal data, and none of a log's business. */
const aboutData: ReadonlySet<string> = new Set(['detail', 'where', 'internalQuery', 'hint', 'dataType']);

/** One line and the cause with its stack and its causes, without any row's or request's content. */
export function failureText(at: Date, line: string, cause: unknown): string {
  return `${at.toISOString()} ${line} ${describe(cause, 3)}`;
}

function describe(cause: unknown, deep: number): string {
  if (!(cause instanceof Error)) return inspect(cause, {depth: 0});
  const {stack = String(cause)} = cause;
  const facts = Object.entries(cause)
    .filter(
      ([name, value]) => !aboutData.has(name) && (typeof value === 'string' || typeof value === 'number'),
    )
    .map(([name, value]) => `\n    ${name}: ${value}`)
    .join('');
  const because =
    cause.cause === undefined || deep === 0 ? '' : `\n  because: ${describe(cause.cause, deep - 1)}`;
  return `${stack}${facts}${because}`;
}
