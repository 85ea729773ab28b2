import type { z } from 'zod';
import { done, failed } from '../db/result.ts';
import { errorBodySchema, type ProtocolError } from '../protocol/errors.ts';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../protocol/version.ts';
import { gzip } from './gzip.ts';
import type { Answer } from './transport.ts';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface HttpClientOptions {
  fetch: Fetch;
  /** Where the server is, without a trailing slash; the origin of the page when empty. */
  baseUrl?: string;
  /** A signal that aborts after so many ms. */
  timeoutSignal?: (ms: number) => AbortSignal;
}

interface Call<Value> {
  method: 'GET' | 'POST';
  path: string;
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  answer: z.ZodType<Value>;
  timeoutMs?: number;
}

/** Long enough for a page over a slow link, short enough to notice a dead one. */
const TIMEOUT_MS = 30_000;
/** Below this gzip saves less than a packet. */
const GZIP_FROM_BYTES = 1024;

function searchOf(query: Call<unknown>['query'] = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text === '' ? '' : `?${text}`;
}

async function requestOf(call: Call<unknown>, signal: AbortSignal): Promise<RequestInit> {
  const headers: Record<string, string> = { [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) };
  const init: RequestInit = { method: call.method, headers, signal, credentials: 'same-origin' };
  if (call.body === undefined) return init;
  headers['content-type'] = 'application/json';
  const plain = new TextEncoder().encode(JSON.stringify(call.body));
  const packed = plain.byteLength >= GZIP_FROM_BYTES ? await gzip(plain) : null;
  if (packed) headers['content-encoding'] = 'gzip';
  return { ...init, body: packed ?? plain };
}

const unreachable = (detail: string) => failed<ProtocolError>({ code: 'unreachable', detail });
const unreadable = (detail: string) => failed<ProtocolError>({ code: 'unreadable-answer', detail });

function refusal(body: unknown, status: number): Answer<never> {
  const parsed = errorBodySchema.safeParse(body);
  // A proxy or a captive portal answers in its own words.
  return parsed.success ? failed(parsed.data.error) : unreadable(`HTTP ${status}`);
}

async function readAnswer<Value>(response: Response, schema: z.ZodType<Value>): Promise<Answer<Value>> {
  let body: unknown = null;
  try {
    const text = await response.text();
    body = text === '' ? null : JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return unreadable(`HTTP ${response.status}: not JSON`);
    return unreachable(String(error));
  }
  if (!response.ok) return refusal(body, response.status);
  const parsed = schema.safeParse(body);
  if (parsed.success) return done(parsed.data);
  const issue = parsed.error.issues[0];
  return unreadable(`${issue?.path.join('.')}: ${issue?.message}`);
}

/** Requests under `/api`, each parsed by the schema of its answer; no request rejects. */
export interface HttpClient {
  get<Value>(path: string, answer: z.ZodType<Value>, query?: Call<Value>['query']): Promise<Answer<Value>>;
  post<Value>(
    path: string,
    answer: z.ZodType<Value>,
    body: unknown,
    timeoutMs?: number
  ): Promise<Answer<Value>>;
}

/** Speaks HTTP to the server; bodies are gzip where the browser can make it. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { fetch, baseUrl = '', timeoutSignal = (ms) => AbortSignal.timeout(ms) } = options;

  async function send<Value>(call: Call<Value>): Promise<Answer<Value>> {
    const signal = timeoutSignal(call.timeoutMs ?? TIMEOUT_MS);
    let response: Response;
    try {
      const url = `${baseUrl}/api${call.path}${searchOf(call.query)}`;
      response = await fetch(url, await requestOf(call, signal));
    } catch (error) {
      return unreachable(String(error));
    }
    return readAnswer(response, call.answer);
  }

  return {
    get: (path, answer, query) => send({ method: 'GET', path, answer, ...(query && { query }) }),
    post: (path, answer, body, timeoutMs = TIMEOUT_MS) =>
      send({ method: 'POST', path, answer, body, timeoutMs })
  };
}
