import { liveMovementIds } from '../movement/liveness.ts';
import { isPhysical } from '../movement/kind.ts';
import type { FoldableMovement } from '../movement/movement.ts';
import { compareOrderKeys, orderKey, sortMovements, type OrderKey } from '../movement/order.ts';
import { toAnomaly, type Anomaly } from './anomaly.ts';
import { fitsSerialPattern, type SerialPattern } from './serial-pattern.ts';

/** The first fact that says a serial exists under a product. */
export interface FirstFact {
  movementId: string;
  key: OrderKey;
}

/** The first live fact of a history about the thing itself; null when all was taken back. */
export function firstFact(movements: readonly FoldableMovement[]): FirstFact | null {
  const live = liveMovementIds(movements);
  const first = sortMovements(movements).find(({ id, kind }) => live.has(id) && isPhysical(kind));
  return first ? { movementId: first.id, key: orderKey(first) } : null;
}

/**
 * Serials are unique per product, and makers do reuse them across products: a
 * warning on every product but the one whose fact is the first.
 *
 * @param firsts the first fact of each product that has the serial
 */
export function sameSerialWarnings(firsts: ReadonlyMap<string, FirstFact>): Map<string, Anomaly> {
  const [earliest, ...later] = [...firsts].sort(([, a], [, b]) => compareOrderKeys(a.key, b.key));
  return new Map(
    later.map(([productId, { movementId }]) => [
      productId,
      toAnomaly({
        type: 'same-serial-other-product',
        movementId,
        againstMovementId: earliest?.[1].movementId ?? null
      })
    ])
  );
}

/** A warning where a serial does not look like the others of its product. */
export function formatWarning(input: {
  pattern: SerialPattern | null;
  serial: string;
  first: Pick<FirstFact, 'movementId'> | null;
}): Anomaly | null {
  const { pattern, serial, first } = input;
  if (!pattern || !first || fitsSerialPattern(pattern, serial)) return null;
  return toAnomaly({ type: 'format-unusual', movementId: first.movementId, againstMovementId: null });
}
