import type { z } from 'zod';
import { done, failed } from '../db/result.ts';
import type { ProtocolError } from '../protocol/errors.ts';
import { errorBodySchema } from '../protocol/error-body.ts';
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

interface Call {
  method: 'GET' | 'POST';
  path: string;
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  timeoutMs?: number;
  cache?: RequestCache;
}

/** Long enough for a page over a slow link, short enough to notice a dead one. */
const TIMEOUT_MS = 30_000;
/** Below this gzip saves less than a packet. */
const GZIP_FROM_BYTES = 1024;

function searchOf(query: Call['query'] = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text === '' ? '' : `?${text}`;
}

async function requestOf(call: Call, signal: AbortSignal): Promise<RequestInit> {
  const headers: Record<string, string> = { [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) };
  const { method, cache } = call;
  const init: RequestInit = {
    method,
    headers,
    signal,
    credentials: 'same-origin',
    ...(cache && { cache })
  };
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

/** The text of an answer that is no refusal. */
async function readText(response: Response): Promise<Answer<string>> {
  let text: string;
  try {
    text = await response.text();
  } catch (error) {
    return unreachable(String(error));
  }
  if (response.ok) return done(text);
  const body = parseBody(text);
  return body.ok ? refusal(body.value, response.status) : unreadable(`HTTP ${response.status}: not JSON`);
}

function parseBody(text: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return done<unknown>(text === '' ? null : JSON.parse(text));
  } catch {
    return { ok: false };
  }
}

async function readAnswer<Value>(response: Response, schema: z.ZodType<Value>): Promise<Answer<Value>> {
  const text = await readText(response);
  if (!text.ok) return text;
  const body = parseBody(text.value);
  if (!body.ok) return unreadable(`HTTP ${response.status}: not JSON`);
  const parsed = schema.safeParse(body.value);
  if (parsed.success) return done(parsed.data);
  const issue = parsed.error.issues[0];
  return unreadable(`${issue?.path.join('.')}: ${issue?.message}`);
}

/** Requests under `/api`, each parsed by the schema of its answer; no request rejects. */
export interface HttpClient {
  get<Value>(
    path: string,
    answer: z.ZodType<Value>,
    query?: Call['query'],
    timeoutMs?: number
  ): Promise<Answer<Value>>;
  /** A text that is kept elsewhere: the browser's cache need not hold it too. */
  getText(path: string): Promise<Answer<string>>;
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

  async function send(call: Call): Promise<Answer<Response>> {
    const signal = timeoutSignal(call.timeoutMs ?? TIMEOUT_MS);
    try {
      const url = `${baseUrl}/api${call.path}${searchOf(call.query)}`;
      return done(await fetch(url, await requestOf(call, signal)));
    } catch (error) {
      return unreachable(String(error));
    }
  }

  async function ask<Value>(call: Call, schema: z.ZodType<Value>): Promise<Answer<Value>> {
    const response = await send(call);
    return response.ok ? readAnswer(response.value, schema) : response;
  }

  return {
    get: (path, answer, query, timeoutMs = TIMEOUT_MS) =>
      ask({ method: 'GET', path, timeoutMs, ...(query && { query }) }, answer),
    async getText(path) {
      const response = await send({ method: 'GET', path, cache: 'no-store' });
      return response.ok ? readText(response.value) : response;
    },
    post: (path, answer, body, timeoutMs = TIMEOUT_MS) =>
      ask({ method: 'POST', path, body, timeoutMs }, answer)
  };
}
