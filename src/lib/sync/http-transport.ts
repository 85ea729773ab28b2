import { z } from 'zod';
import { done, failed } from '../db/result.ts';
import { errorBodySchema, type ProtocolError } from '../protocol/errors.ts';
import { pullResponseSchema, snapshotManifestSchema, snapshotPageSchema } from '../protocol/pull.ts';
import { pushResponseSchema } from '../protocol/push.ts';
import {
  enrolResponseSchema,
  serialDetailResponseSchema,
  statusResponseSchema,
  unidentifiedResponseSchema
} from '../protocol/queries.ts';
import { serialSearchParams, serialSearchResponseSchema } from '../protocol/serial-search.ts';
import { everySerial } from '../domain/serial/serial-query.ts';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../protocol/version.ts';
import { gzip } from './gzip.ts';
import type { Answer, Transport } from './transport.ts';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface HttpTransportOptions {
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
/** Demonstration data of a million serials takes its time. */
const FILL_TIMEOUT_MS = 300_000;
/** Below this gzip saves less than a packet. */
const GZIP_FROM_BYTES = 1024;

const anything = z.unknown().transform(() => null);

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

/** Speaks to the server over HTTP; bodies are gzip where the browser can make it. */
export function createHttpTransport(options: HttpTransportOptions): Transport {
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

  const get = <Value>(path: string, answer: z.ZodType<Value>, query: Call<Value>['query'] = {}) =>
    send({ method: 'GET', path, answer, query });
  const post = <Value>(path: string, answer: z.ZodType<Value>, body: unknown, timeoutMs = TIMEOUT_MS) =>
    send({ method: 'POST', path, answer, body, timeoutMs });

  return {
    enrol: (request) => post('/devices/enrol', enrolResponseSchema, request),
    status: () => get('/status', statusResponseSchema),
    push: (request) => post('/sync/push', pushResponseSchema, request),
    pull: ({ cursor, limit }) => get('/sync/changes', pullResponseSchema, { ...cursor, limit }),
    snapshotManifest: () => get('/sync/snapshot', snapshotManifestSchema),
    snapshotPage: ({ epoch, after, limit }) =>
      get('/sync/snapshot/rows', snapshotPageSchema, { epoch, ...after, limit }),
    readSerial: (identity) => get('/serial', serialDetailResponseSchema, { ...identity }),
    searchSerials({ limit, after = null, ...query }) {
      const params = serialSearchParams({ query: { ...everySerial, ...query }, limit, after });
      return get('/serials', serialSearchResponseSchema, params);
    },
    unidentified: () => get('/unidentified', unidentifiedResponseSchema),
    fillDemo: (request) => post('/demo', anything, request, FILL_TIMEOUT_MS),
    startEmpty: (request) => post('/start', anything, request)
  };
}
