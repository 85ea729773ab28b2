import type { DocumentsResponse } from '../../../src/lib/protocol/integrations.ts';
import type { Call } from '../context.ts';
import { succeed, type Result } from '../result.ts';

/** The open documents, and the last that were closed or cancelled. */
export async function listDocuments({ ctx }: Call): Promise<Result<DocumentsResponse>> {
  return succeed({ documents: (await ctx.store.readSnapshot()).documents });
}
