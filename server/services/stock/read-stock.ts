import { admittedPlaces } from '../../../src/lib/domain/serial/search-catalogue.ts';
import { stockState } from '../../../src/lib/domain/stock/stock-state.ts';
import { STOCK_PAGE_LIMIT, stockParamsSchema, type StockResponse } from '../../../src/lib/protocol/stock.ts';
import type { Call } from '../context.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';

/** The stock state, with its value and what is under its levels. Errors: `not-enrolled`, `malformed-request`. */
export async function readStock({ ctx, input }: Call<unknown>): Promise<Result<StockResponse>> {
  if (!ctx.device) return fail('not-enrolled');

  const params = parseInput(stockParamsSchema, input);
  if (!params.ok) return params;
  const { by, productId, alerts, offset, locationId, siteId } = params.value;

  const [{ catalogue }, entries] = await Promise.all([ctx.store.readSnapshot(), ctx.store.readStock()]);
  const lines = stockState({
    entries,
    products: catalogue.products,
    query: {
      by,
      productId: productId ?? null,
      locationIds: admittedPlaces({ locationId: locationId ?? null, siteId: siteId ?? null }, catalogue),
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
