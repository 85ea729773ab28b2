import type { Catalogue, Location } from '../../../src/lib/domain/catalogue/catalogue.ts';
import { stockState } from '../../../src/lib/domain/stock/stock-state.ts';
import { STOCK_PAGE_LIMIT, stockParamsSchema, type StockResponse } from '../../../src/lib/protocol/stock.ts';
import type { Call } from '../context.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';

/** A place and all that is inside it. */
function within(locations: readonly Location[], id: string): Set<string> {
  const inside = new Set([id]);
  // The tree is shallow: as many rounds as it has levels, and a circle ends them too.
  for (let known = 0; known < inside.size;) {
    known = inside.size;
    for (const { id: child, parentId } of locations) {
      if (parentId !== null && inside.has(parentId)) inside.add(child);
    }
  }
  return inside;
}

function placesOf(
  { locations }: Catalogue,
  { locationId, siteId }: { locationId?: string | undefined; siteId?: string | undefined }
): Set<string> | null {
  if (locationId !== undefined) return within(locations, locationId);
  if (siteId === undefined) return null;
  return new Set(locations.filter((location) => location.siteId === siteId).map(({ id }) => id));
}

/** The stock state, with its value and what is under its levels. Errors: `not-enrolled`, `malformed-request`. */
export async function readStock({ ctx, input }: Call<unknown>): Promise<Result<StockResponse>> {
  if (!ctx.device) return fail('not-enrolled');

  const params = parseInput(stockParamsSchema, input);
  if (!params.ok) return params;
  const { by, productId, alerts, offset, ...place } = params.value;

  const [{ catalogue }, entries] = await Promise.all([ctx.store.readSnapshot(), ctx.store.readStock()]);
  const lines = stockState({
    entries,
    products: catalogue.products,
    query: {
      by,
      productId: productId ?? null,
      locationIds: placesOf(catalogue, place),
      alertsOnly: alerts === '1'
    }
  });
  return succeed({
    lines: lines.slice(offset, offset + STOCK_PAGE_LIMIT),
    total: lines.length,
    valueMicros: lines.reduce((sum, { valueMicros }) => sum + (valueMicros ?? 0), 0),
    currency: catalogue.settings.currency,
    withoutCost: lines.filter(({ valueMicros }) => valueMicros === null).length
  });
}
