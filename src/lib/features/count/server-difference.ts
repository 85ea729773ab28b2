import { differenceOfCount, type QuantityDifference } from '$lib/domain/count/count-quantity';
import { foldable, type FoldableMovement } from '$lib/domain/movement/movement';
import { compareOrderKeys, orderKey } from '$lib/domain/movement/order';
import { stockEffectAt, type StockKey } from '$lib/domain/stock/stock-effect';
import type { StockMovementsResponse } from '$lib/protocol/stock';

/** What a count has shown by the server's history: where its beginning was put away, the first balance tells it. */
export function serverDifference(
  key: StockKey,
  { movements }: StockMovementsResponse,
  isOfCount: (movement: FoldableMovement) => boolean
): QuantityDifference | null {
  const entries = movements
    .map(({ movement, stamp, live, balanceMicros }) => ({
      fact: foldable(movement, stamp),
      live,
      balanceMicros
    }))
    .sort((a, b) => compareOrderKeys(orderKey(a.fact), orderKey(b.fact)));
  const [first] = entries;
  const effect = first?.live ? stockEffectAt(first.fact, key.locationId) : null;
  const delta = effect?.type === 'delta' ? effect.micros : 0;
  const openingMicros = !first || effect?.type === 'counted' ? 0 : first.balanceMicros - delta;
  return differenceOfCount({ key, movements: entries.map(({ fact }) => fact), isOfCount, openingMicros });
}
