import { z } from 'zod';
import { uuidV7Schema } from '../../../src/lib/domain/id-schemas.ts';
import { markSchema } from '../../../src/lib/protocol/pull.ts';
import { segmentHashSchema, type SegmentManifest } from '../../../src/lib/protocol/segments.ts';
import type { Call, ServerContext } from '../context.ts';
import { noticeRestore } from './notice-restore.ts';
import { momentSeqSchema } from './pull-changes.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';

/** The latest moment that the device has seen, or nothing before any. */
export const manifestParamsSchema = z.object({
  epoch: uuidV7Schema.optional(),
  seq: momentSeqSchema.optional(),
  id: markSchema.optional()
});

/**
 * What a first sync downloads, and the cursor to pull from afterwards.
 *
 * Errors: `not-enrolled`, `malformed-request`.
 */
export async function readSegmentManifest({
  ctx,
  input
}: Call<unknown, ServerContext>): Promise<Result<SegmentManifest>> {
  if (!ctx.device) return fail('not-enrolled');
  const known = parseInput(manifestParamsSchema, input);
  if (!known.ok) return known;
  const { epoch, seq, id } = known.value;
  await noticeRestore(ctx, [epoch === undefined || seq === undefined ? undefined : { epoch, seq, id }]);
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
