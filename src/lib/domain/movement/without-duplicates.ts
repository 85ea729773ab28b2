import type { FoldableMovement } from './movement.ts';

const stampCount = ({ correctedAt, lateForClosedPeriod, sequenceReused }: FoldableMovement): number =>
  [correctedAt, lateForClosedPeriod, sequenceReused].filter((stamp) => stamp !== undefined).length;

/** A copy may carry the server's stamps while another does not: keep the one that knows more. */
function preferred(a: FoldableMovement, b: FoldableMovement): FoldableMovement {
  const more = stampCount(a) - stampCount(b);
  if (more !== 0) return more > 0 ? a : b;
  return JSON.stringify(a) <= JSON.stringify(b) ? a : b;
}

/** Each movement once, whatever the order its copies came in. */
export function withoutDuplicates(movements: readonly FoldableMovement[]): FoldableMovement[] {
  const byId = new Map<string, FoldableMovement>();
  for (const movement of movements) {
    const known = byId.get(movement.id);
    byId.set(movement.id, known ? preferred(known, movement) : movement);
  }
  return [...byId.values()];
}
