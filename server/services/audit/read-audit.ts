import { z } from 'zod';
import type { AuditEntry } from '../../../src/lib/protocol/access.ts';
import type { AccessContext, Call } from '../context.ts';
import { queryNumber } from '../query-number.ts';
import { parseInput, succeed, type Result } from '../result.ts';

const PAGE = 100;

export const auditParamsSchema = z.object({
  before: queryNumber({ min: 1, max: Number.MAX_SAFE_INTEGER }).optional(),
  limit: queryNumber({ min: 1, max: PAGE }).optional()
});

/** What desk and administrators did, the latest first. Errors: `malformed-request`. */
export async function readAudit({
  ctx,
  input
}: Call<unknown, AccessContext>): Promise<Result<{ entries: AuditEntry[] }>> {
  const query = parseInput(auditParamsSchema, input);
  if (!query.ok) return query;
  const { before = null, limit = PAGE } = query.value;
  return succeed({ entries: await ctx.store.access.readAudit({ before, limit }) });
}
