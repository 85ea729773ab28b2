import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { BODY_LIMIT_BYTES } from '../../src/lib/protocol/version.ts';
import { fail, succeed, type Result } from '../services/result.ts';
import { nestsDeeperThan } from './json-depth.ts';

const inflate = promisify(gunzip);

/** No message of the protocol nests deeper than 5. */
const DEPTH_LIMIT = 32;

const hasCode = (fault: unknown, code: string): boolean =>
  fault instanceof Error && 'code' in fault && fault.code === code;

/**
 * Reads a JSON body. Size is limited as it arrives and again as it inflates, so
 * that neither a long body nor a small bomb takes more memory than the limit.
 *
 * Errors: `unsupported-encoding`, `body-too-large`, `malformed-request` (not
 * gzip, not UTF-8, nested too deep), `malformed-json`.
 */
export async function readJsonBody(request: Request): Promise<Result<unknown>> {
  const encoding = (request.headers.get('content-encoding') ?? 'identity').trim().toLowerCase();
  if (encoding !== 'gzip' && encoding !== 'identity') return fail('unsupported-encoding');

  const sent = await readLimited(request);
  if (!sent.ok) return sent;
  const bytes = encoding === 'gzip' ? await inflateLimited(sent.value) : sent;
  if (!bytes.ok) return bytes;
  return parseJson(bytes.value);
}

async function readLimited(request: Request): Promise<Result<Uint8Array>> {
  if (Number(request.headers.get('content-length') ?? 0) > BODY_LIMIT_BYTES) return fail('body-too-large');
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > BODY_LIMIT_BYTES) return fail('body-too-large');
    chunks.push(chunk);
  }
  return succeed(Buffer.concat(chunks, size));
}

async function inflateLimited(bytes: Uint8Array): Promise<Result<Uint8Array>> {
  try {
    // zlib inflates piece by piece and stops at the piece that passes the limit.
    return succeed(await inflate(bytes, { maxOutputLength: BODY_LIMIT_BYTES }));
  } catch (fault) {
    if (hasCode(fault, 'ERR_BUFFER_TOO_LARGE')) return fail('body-too-large');
    return fail('malformed-request', { detail: 'not gzip' });
  }
}

function parseJson(bytes: Uint8Array): Result<unknown> {
  let text: string;
  try {
    // A text that is not UTF-8 is refused: decoding it loosely would store U+FFFD for what was scanned.
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return fail('malformed-request', { detail: 'not UTF-8' });
  }
  if (nestsDeeperThan(text, DEPTH_LIMIT)) return fail('malformed-request', { detail: 'nested too deep' });
  try {
    return succeed(JSON.parse(text) as unknown);
  } catch {
    return fail('malformed-json');
  }
}
