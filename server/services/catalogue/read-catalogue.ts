import type { CatalogueResponse } from '../../../src/lib/protocol/integrations.ts';
import type { Call } from '../context.ts';
import { succeed, type Result } from '../result.ts';

/** Everything that movements name by an id. */
export async function readCatalogue({ ctx }: Call): Promise<Result<CatalogueResponse>> {
  return succeed((await ctx.store.readSnapshot()).catalogue);
}
