import { segmentHashSchema, type SegmentManifest } from '../../../src/lib/protocol/segments.ts';
import type { Call, ServerContext } from '../context.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';

/** What a first sync downloads, and the cursor to pull from afterwards. Errors: `not-enrolled`. */
export async function readSegmentManifest({
  ctx
}: Call<unknown, ServerContext>): Promise<Result<SegmentManifest>> {
  if (!ctx.device) return fail('not-enrolled');
  return succeed({ serverNow: ctx.now(), ...(await ctx.segments.readManifest()) });
}

/**
 * One segment by its hash, as gzip.
 *
 * Errors: `not-enrolled`, `malformed-request`, `not-found` (it is of a set that
 * is no longer kept: a new manifest is to be asked for).
 */
export async function readSegment({
  ctx,
  input
}: Call<string, ServerContext>): Promise<Result<Uint8Array<ArrayBuffer>>> {
  if (!ctx.device) return fail('not-enrolled');
  const hash = parseInput(segmentHashSchema, input);
  if (!hash.ok) return hash;
  const bytes = ctx.segments.find(hash.value);
  return bytes ? succeed(bytes) : fail('not-found');
}
