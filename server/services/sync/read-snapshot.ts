import { z } from 'zod';
import { entityIdSchema, uuidV7Schema } from '../../../src/lib/domain/id.ts';
import { markSchema, type SnapshotManifest, type SnapshotPage } from '../../../src/lib/protocol/pull.ts';
import { SNAPSHOT_PAGE_LIMIT } from '../../../src/lib/protocol/version.ts';
import type { Call } from '../context.ts';
import { queryNumber } from '../query-number.ts';
import { noticeRestore } from './notice-restore.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';

/** Where a first sync begins: the catalogue, and the cursor to pull from afterwards. Errors: `not-enrolled`. */
export async function readSnapshot({ ctx }: Call): Promise<Result<SnapshotManifest>> {
  if (!ctx.device) return fail('not-enrolled');

  return succeed({ serverNow: ctx.now(), ...(await ctx.store.readSnapshot()) });
}

const pageSchema = z
  .object({
    epoch: uuidV7Schema,
    seq: queryNumber({ min: 0, max: Number.MAX_SAFE_INTEGER }).optional(),
    id: markSchema.optional(),
    productId: entityIdSchema.optional(),
    serialKey: z.string().min(1).optional(),
    limit: queryNumber({ min: 1, max: SNAPSHOT_PAGE_LIMIT }).optional()
  })
  .refine((query) => (query.productId === undefined) === (query.serialKey === undefined), {
    path: ['serialKey'],
    message: 'productId and serialKey name a place together'
  });

/**
 * A page of rows behind a key, in key order.
 *
 * Errors: `not-enrolled`, `malformed-request`, `cursor-unknown` (the epoch of
 * the manifest is over, or the server was put back to before it: what it reads
 * now would be shown as of the manifest's cursor).
 */
export async function readSnapshotRows({ ctx, input }: Call<unknown>): Promise<Result<SnapshotPage>> {
  if (!ctx.device) return fail('not-enrolled');

  const query = parseInput(pageSchema, input);
  if (!query.ok) return query;
  const { epoch, seq = 0, id, productId, serialKey, limit = SNAPSHOT_PAGE_LIMIT } = query.value;
  await noticeRestore(ctx, [{ epoch, seq, id }]);
  if (epoch !== ctx.store.epoch) return fail('cursor-unknown');

  const after = productId === undefined || serialKey === undefined ? null : { productId, serialKey };
  return succeed(await ctx.store.readRows({ after, limit }));
}
