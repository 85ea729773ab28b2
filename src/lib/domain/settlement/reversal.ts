import type { MovementDraft } from '../movement/draft.ts';
import type { FoldableMovement } from '../movement/movement.ts';
import { MICROS_PER_UNIT } from '../quantity.ts';
import { defined, typedBy, type Author } from './fact.ts';

/**
 * Takes a movement back. It names the same serial, places and lot, so that it
 * belongs to the same histories.
 *
 * A movement of an envelope is taken back only by an envelope (see
 * `liveness.ts`): `reversalsOfGroup` makes one for all of its members.
 *
 * @param input.reason shown in the history
 */
export function reversalOf(input: {
  movement: FoldableMovement;
  by: Author;
  reason?: string | undefined;
}): MovementDraft {
  const { movement, by, reason } = input;
  const { productId, serial, lot, fromLocationId, toLocationId, quantityMicros } = movement;
  return {
    ...typedBy(by),
    kind: 'reversal',
    reverses: movement.id,
    productId,
    // A count may have found nothing, but only a count may say so.
    quantityMicros: quantityMicros || MICROS_PER_UNIT,
    ...defined({ serial, lot, fromLocationId, toLocationId, label: reason })
  };
}

function isWholeGroup(movements: readonly FoldableMovement[]): boolean {
  const group = movements[0]?.group;
  const ids = new Set(movements.map(({ id }) => id));
  return (
    group !== undefined && ids.size === group.size && movements.every((one) => one.group?.id === group.id)
  );
}

/**
 * Takes an envelope back: a production, a correction, a pallet. Record the
 * reversals in one envelope.
 *
 * @param input.movements all members of the envelope, in any order
 * @returns in the order of the members; null when these are not all of its members, since half
 *   an envelope can no more be taken back than brought in
 */
export function reversalsOfGroup(input: {
  movements: readonly FoldableMovement[];
  by: Author;
  reason?: string | undefined;
}): MovementDraft[] | null {
  const { movements, by, reason } = input;
  if (!isWholeGroup(movements)) return null;
  return movements.map((movement) => reversalOf({ movement, by, reason }));
}
