import { z } from 'zod';
import { entityIdSchema } from '../../../src/lib/domain/id-schemas.ts';
import type { DocumentMovementsResponse } from '../../../src/lib/protocol/documents.ts';
import type { Call } from '../context.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';

const paramsSchema = z.object({ id: entityIdSchema });

/**
 * The movements of a document, for a device that joins later than they were
 * pulled, and who works on it.
 *
 * Errors: `not-enrolled`, `malformed-request`, `not-found`.
 */
export async function readDocumentMovements({
  ctx,
  input
}: Call<unknown>): Promise<Result<DocumentMovementsResponse>> {
  if (!ctx.device) return fail('not-enrolled');

  const params = parseInput(paramsSchema, input);
  if (!params.ok) return params;
  const found = await ctx.store.readDocument(params.value.id);
  if (!found) return fail('not-found');
  return succeed({ movements: found.movements, work: found.work });
}
