import type { MovementDraft } from '../movement/draft.ts';
import { defined, goodsOf, typedBy, type Author } from '../settlement/fact.ts';
import { missingMovement } from '../settlement/missing-movement.ts';
import type { FoundSerial, MissingSerial } from './count-serials.ts';

/** Who validates a count, and which one. */
export interface CountAuthor extends Author {
  /** The number of the count. */
  document: string;
  /** What the movements say of themselves. */
  label: string;
}

/**
 * The movement that makes good what a count has found: one that nobody recorded
 * stands in the history right before the sighting, so that the sighting contradicts
 * nothing any more. Null where there is nothing to make good, and where the serial
 * had left: how it came back is for the desk to say, among the anomalies.
 */
export function settleFound(found: FoundSerial, by: CountAuthor): MovementDraft | null {
  if (found.finding !== 'unexpected' && found.finding !== 'misplaced') return null;
  const { productId, serial, locationId, movementId } = found;
  return missingMovement({
    kind: found.finding === 'unexpected' ? 'inventory-found' : 'transfer',
    of: { productId, serial },
    before: movementId,
    by: { operator: by.operator, effectiveDate: by.effectiveDate },
    toLocationId: locationId,
    document: by.document,
    reason: by.label
  });
}

/** The shortage of a serial that a count has not found. */
export function settleMissing(missing: MissingSerial, by: CountAuthor): MovementDraft {
  const { productId, serial, locationId } = missing;
  return {
    ...typedBy(by),
    kind: 'inventory-shortage',
    ...goodsOf({ productId, serial }),
    ...defined({ fromLocationId: locationId ?? undefined }),
    document: by.document,
    label: by.label
  };
}
