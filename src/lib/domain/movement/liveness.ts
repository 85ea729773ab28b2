import type { FoldableMovement } from './movement.ts';

/** The movement that a reversal names, if this is one. */
export function reversedId(movement: FoldableMovement): string | undefined {
  return movement.kind === 'reversal' ? movement.reverses : undefined;
}

/**
 * What a reversal takes back among these movements. A movement of an envelope is
 * taken back only by a reversal that travels in one itself: the envelope proves
 * that somebody meant the whole, and the rule needs no look at the other members.
 */
function effectiveTarget(
  movement: FoldableMovement,
  byId: ReadonlyMap<string, FoldableMovement>
): string | undefined {
  const target = reversedId(movement);
  const isPartial = target !== undefined && byId.get(target)?.group && !movement.group;
  return isPartial ? undefined : target;
}

/**
 * Which movements count. A movement is live when no live reversal names it, so
 * reversing a reversal brings the first movement back. Reversals that name each
 * other in a circle are all void: judged here, in the fold, because refusing
 * the last of them at the door would depend on the order of arrival.
 *
 * Each reversal names one movement, so the names form chains that end either
 * nowhere or in a circle. Peel the chains from their unnamed ends; what is never
 * peeled is a circle.
 */
export function liveMovementIds(movements: readonly FoldableMovement[]): Set<string> {
  const byId = new Map(movements.map((movement) => [movement.id, movement]));
  const undecidedNamers = new Map<string, number>();
  for (const movement of byId.values()) {
    const target = effectiveTarget(movement, byId);
    if (target !== undefined) undecidedNamers.set(target, (undecidedNamers.get(target) ?? 0) + 1);
  }
  const live = new Set<string>();
  const voided = new Set<string>();
  const peelable = [...byId.keys()].filter((id) => !undecidedNamers.has(id));
  for (let id = peelable.pop(); id !== undefined; id = peelable.pop()) {
    const isLive = !voided.has(id);
    if (isLive) live.add(id);
    const movement = byId.get(id);
    const target = movement && effectiveTarget(movement, byId);
    if (target === undefined) continue;
    if (isLive) voided.add(target);
    const left = (undecidedNamers.get(target) ?? 0) - 1;
    undecidedNamers.set(target, left);
    if (left === 0 && byId.has(target)) peelable.push(target);
  }
  return live;
}
