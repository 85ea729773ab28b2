import type { Context } from 'hono';
import { readSegment } from '../services/sync/read-segment.ts';
import { answerError } from './answer.ts';
import type { Env } from './env.ts';

/** An export of a purge, as a file. */
export async function downloadExport(c: Context<Env>): Promise<Response> {
  const { device, exports } = c.get('ctx');
  if (!device) return answerError(c, { code: 'not-enrolled' });
  const name = c.req.param('name') ?? '';
  const file = await exports.read(name);
  if (!file) return answerError(c, { code: 'not-found' });
  return c.body(file.stream, 200, {
    'content-type': 'application/gzip',
    'content-length': String(file.bytes),
    'cache-control': 'no-store',
    'content-disposition': `attachment; filename="${name}"`
  });
}

/** A segment of the snapshot: its name is its hash, so that it never changes. */
export async function downloadSegment(c: Context<Env>): Promise<Response> {
  const found = await readSegment({ ctx: c.get('ctx'), input: c.req.param('hash') ?? '' });
  if (!found.ok) return answerError(c, found.error);
  // Every browser takes gzip, and one that does not could not use the page that asks.
  return c.body(found.value, 200, {
    'content-type': 'application/json; charset=utf-8',
    'content-encoding': 'gzip',
    'content-length': String(found.value.byteLength),
    'cache-control': 'private, max-age=31536000, immutable'
  });
}
