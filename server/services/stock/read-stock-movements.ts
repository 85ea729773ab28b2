import { foldable } from '../../../src/lib/domain/movement/movement.ts';
import { foldStock } from '../../../src/lib/domain/stock/fold-stock.ts';
import { stockMovementsParamsSchema, type StockMovementsResponse } from '../../../src/lib/protocol/stock.ts';
import type { Call } from '../context.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';

/** Lines of one answer: who looks further back looks at the export. */
const LIMIT = 500;

/**
 * The stock detail of a product, place and lot by quantity: its movements in the
 * order everyone folds them, the latest first, each with the balance after it.
 *
 * Errors: `not-enrolled`, `malformed-request`.
 */
export async function readStockMovements({
  ctx,
  input
}: Call<unknown>): Promise<Result<StockMovementsResponse>> {
  if (!ctx.device) return fail('not-enrolled');

  const params = parseInput(stockMovementsParamsSchema, input);
  if (!params.ok) return params;
  const { productId, locationId = null, lot = null } = params.value;

  const key = { productId, locationId, lot };
  const committed = await ctx.store.readStockMovements(key);
  const byId = new Map(committed.map((one) => [one.movement.id, one]));
  const fold = foldStock(
    key,
    committed.map(({ movement, stamp }) => foldable(movement, stamp))
  );
  const lines = fold.history.flatMap(({ movementId, live, balanceMicros }) => {
    const one = byId.get(movementId);
    return one ? [{ ...one, live, balanceMicros }] : [];
  });
  return succeed({ movements: lines.reverse().slice(0, LIMIT) });
}
