import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { errorTable, type ErrorBody, type ProtocolError } from '../../src/lib/protocol/errors.ts';
import type { Result } from '../services/result.ts';
import type { Env } from './env.ts';

const gzipText = promisify(gzip);

/** Below one network packet compression gains nothing. */
const GZIP_FROM_LENGTH = 1400;

const acceptsGzip = (c: Context<Env>): boolean =>
  /(^|[,\s])gzip\s*(;\s*q=(?!0(\.0*)?\s*($|,))[^,]*)?($|,)/.test(c.req.header('accept-encoding') ?? '');

interface Text {
  text: string;
  contentType: string;
  status: ContentfulStatusCode;
}

async function send(c: Context<Env>, { text, contentType, status }: Text): Promise<Response> {
  c.header('content-type', contentType);
  c.header('cache-control', 'no-store');
  c.header('vary', 'accept-encoding');
  if (text.length < GZIP_FROM_LENGTH || !acceptsGzip(c)) return c.body(text, status);
  c.header('content-encoding', 'gzip');
  const zipped = await gzipText(text, { level: constants.Z_BEST_SPEED });
  return c.body(new Uint8Array(zipped), status);
}

const json = (c: Context<Env>, body: unknown, status: ContentfulStatusCode): Promise<Response> =>
  send(c, { text: JSON.stringify(body), contentType: 'application/json; charset=utf-8', status });

/** A page that people read. */
export const answerPage = (c: Context<Env>, html: string): Promise<Response> =>
  send(c, { text: html, contentType: 'text/html; charset=utf-8', status: 200 });

/** The one place where an error becomes a response: `errorTable` decides the status. */
export async function answerError(c: Context<Env>, error: ProtocolError): Promise<Response> {
  c.set('errorCode', error.code);
  const body: ErrorBody = { error };
  return json(c, body, errorTable[error.code].status);
}

export async function answer<T>(c: Context<Env>, result: Result<T>): Promise<Response> {
  return result.ok ? json(c, result.value, 200) : answerError(c, result.error);
}
