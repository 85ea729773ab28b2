import { reversedId } from './liveness.ts';
import type { FoldableMovement } from './movement.ts';
import { compareOrderKeys, orderKey, type OrderKey } from './order.ts';

/** What must be kept of a history so that a later movement can be folded without it. */
export interface HistorySpan {
  /** The latest place in the order that any of its movements takes. */
  lastKey: OrderKey | null;
  /** Reversals and placements that name movements not seen yet: a later movement may be one of them. */
  unresolvedIds: string[];
  movementCount: number;
}

export const emptySpan: HistorySpan = { lastKey: null, unresolvedIds: [], movementCount: 0 };

/**
 * @param movements unique by id
 * @param opening the span of what went before them
 */
export function spanOf(
  movements: readonly FoldableMovement[],
  opening: HistorySpan = emptySpan
): HistorySpan {
  let { lastKey } = opening;
  for (const movement of movements) {
    const key = orderKey(movement);
    if (!lastKey || compareOrderKeys(key, lastKey) > 0) lastKey = key;
  }
  const known = new Set(movements.map(({ id }) => id));
  const named = movements.flatMap((movement) => [reversedId(movement), movement.before]);
  const unresolved = named.filter((id): id is string => id !== undefined && !known.has(id));
  return {
    lastKey,
    unresolvedIds: [...new Set([...opening.unresolvedIds, ...unresolved])].sort(),
    movementCount: opening.movementCount + known.size
  };
}

/**
 * Can a movement be folded onto what is known without the history? Only when it
 * comes after everything known and changes nothing that went before: no reversal,
 * placement or count, and nothing that an earlier reversal may have named.
 */
export function extendsSpan(span: HistorySpan, movement: FoldableMovement): boolean {
  if (movement.kind === 'reversal' || movement.kind === 'count') return false;
  if (movement.before !== undefined || span.unresolvedIds.includes(movement.id)) return false;
  return span.lastKey === null || compareOrderKeys(orderKey(movement), span.lastKey) > 0;
}

/** The span after a movement that extends it. */
export function extendSpan(span: HistorySpan, movement: FoldableMovement): HistorySpan {
  const { unresolvedIds, movementCount } = span;
  return { lastKey: orderKey(movement), unresolvedIds, movementCount: movementCount + 1 };
}
