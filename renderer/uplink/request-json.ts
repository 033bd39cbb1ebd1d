/**
 * The till's one door to the network: a request, a time-out, and an answer that is either what was asked for or
 * says why not. Nothing here throws.
 *
 * A captive portal answers everything with a page of its own; whatever is not JSON is therefore no answer of the
 * server's. Redirects are not followed, so that a token never travels to another machine.
 */
import {z} from 'zod';
import type {Answer, Failure} from './answer.ts';

export type Fetch = (input: string, init: RequestInit) => Promise<Response>;

export interface JsonRequest<T> {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly token?: string;
  readonly body?: unknown;
  readonly timeoutMs: number;
  readonly schema: z.ZodType<T>;
}

const errorBodySchema = z.object({
  key: z.string(),
  message: z.string().catch(''),
  server_ms: z.int().nonnegative().optional().catch(undefined),
});

export async function requestJson<T>(fetch: Fetch, asked: JsonRequest<T>): Promise<Answer<T>> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), asked.timeoutMs);
  try {
    const response = await fetch(asked.url, requestInit(asked, controller.signal));
    if (!isJson(response)) return failed({kind: 'foreign', message: foreignText(response)});
    const json: unknown = await response.json();
    return response.ok ? readAnswer(asked.schema, json) : failed(readRefusal(response, json));
  } catch (error) {
    const message = controller.signal.aborted ? `no answer in ${asked.timeoutMs} ms` : messageOf(error);
    return failed({kind: 'unreachable', message});
  } finally {
    clearTimeout(timer);
  }
}

function requestInit<T>({method, token, body}: JsonRequest<T>, signal: AbortSignal): RequestInit {
  return {
    method,
    signal,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : {'content-type': 'application/json'}),
      ...(token === undefined ? {} : {authorization: `Bearer ${token}`}),
    },
    ...(body === undefined ? {} : {body: JSON.stringify(body)}),
    cache: 'no-store',
    credentials: 'omit',
    redirect: 'error',
  };
}

function readAnswer<T>(schema: z.ZodType<T>, json: unknown): Answer<T> {
  const parsed = schema.safeParse(json);
  if (parsed.success) return {ok: true, value: parsed.data};
  return failed({kind: 'foreign', message: `not an answer of the sync server: ${placeOf(parsed.error)}`});
}

/** What a response that is not `ok` says. @throws when its body breaks off. */
export async function refusalOf(response: Response): Promise<Failure> {
  if (!isJson(response)) return {kind: 'foreign', message: foreignText(response)};
  return readRefusal(response, await response.json());
}

function readRefusal(response: Response, json: unknown): Failure {
  const parsed = errorBodySchema.safeParse(json);
  if (!parsed.success) return {kind: 'foreign', message: foreignText(response)};
  const {key, message, server_ms: serverMs} = parsed.data;
  return {
    kind: 'refused',
    status: response.status,
    key,
    message,
    retryAfterMs: retryAfterMs(response),
    ...(serverMs !== undefined && {serverMs}),
  };
}

function retryAfterMs(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null;
}

function isJson(response: Response): boolean {
  return /^application\/([\w.+-]+\+)?json\b/i.test(response.headers.get('content-type') ?? '');
}

function foreignText(response: Response): string {
  const type = response.headers.get('content-type') ?? 'nothing';
  return `something else than the sync server answered (${response.status}, ${type})`;
}

function placeOf(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue === undefined ? 'unreadable' : `${issue.path.join('.') || 'body'}: ${issue.message}`;
}

function failed(failure: Failure): {readonly ok: false; readonly failure: Failure} {
  return {ok: false, failure};
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
