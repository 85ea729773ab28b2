import { liveMovementIds } from '../movement/liveness.ts';
import type { FoldableMovement } from '../movement/movement.ts';
import { sortMovements } from '../movement/order.ts';
import { withoutDuplicates } from '../movement/without-duplicates.ts';
import { stepStock } from '../stock/fold-stock.ts';
import type { StockKey } from '../stock/stock-effect.ts';

/** What a count of goods without serial has shown in one place and lot. */
export interface QuantityDifference {
  /** What was known right before the last count, as if nobody had counted under this document before. */
  expectedMicros: number;
  countedMicros: number;
}

/**
 * What was counted against what was known at that moment. What moves before the
 * count is in what was known and what moves after it changes neither, so that no
 * movement made during the count is a difference; a recount replaces the count
 * before it. Null while none of the movements is of the count.
 *
 * @param input.movements of this key, in any order
 * @param input.openingMicros what there was before the first of them
 */
export function differenceOfCount(input: {
  key: StockKey;
  movements: readonly FoldableMovement[];
  isOfCount: (movement: FoldableMovement) => boolean;
  openingMicros?: number;
}): QuantityDifference | null {
  const sorted = sortMovements(withoutDuplicates(input.movements));
  const live = liveMovementIds(sorted);
  let expectedMicros = input.openingMicros ?? 0;
  let difference: QuantityDifference | null = null;
  for (const movement of sorted) {
    if (!live.has(movement.id)) continue;
    if (input.isOfCount(movement)) difference = { expectedMicros, countedMicros: movement.quantityMicros };
    else expectedMicros = stepStock(expectedMicros, movement, input.key.locationId).balance;
  }
  return difference;
}
