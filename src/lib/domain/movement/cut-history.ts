import type { HistorySpan } from './history-span.ts';
import { reversedId } from './liveness.ts';
import type { FoldableMovement } from './movement.ts';
import { compareOrderKeys, orderInstant, orderKey, sortMovements, type OrderKey } from './order.ts';

/** Ids that a movement names and that change what its history folds to. */
const namedIds = (movement: FoldableMovement): string[] =>
  [reversedId(movement), movement.before].filter((id): id is string => id !== undefined);

/**
 * Cuts a history in two, so that the earlier part can be put away behind an
 * opening: `past` folds to the opening, and `present` folded onto it gives what
 * the whole gives.
 *
 *   past ──────────────┤ cut ├────────── present
 *   every key here is earlier than every key there,
 *   and nothing here names anything there, nor the reverse
 *
 * The cut is the latest such place before the instant; there may be none.
 *
 * @param movements unique by id
 * @param instant ms since the epoch
 */
export function cutHistory(
  movements: readonly FoldableMovement[],
  instant: number
): { past: FoldableMovement[]; present: FoldableMovement[] } {
  const sorted = sortMovements(movements);
  const firstLate = sorted.findIndex((movement) => orderInstant(movement) >= instant);
  const barred = new Set([...crossedCuts(sorted), ...cutsOutOfOrder(sorted)]);
  let cut = firstLate < 0 ? sorted.length : firstLate;
  while (barred.has(cut)) cut -= 1;
  return { past: sorted.slice(0, cut), present: sorted.slice(cut) };
}

/** The cuts that would part a movement from one that it names. */
function crossedCuts(sorted: readonly FoldableMovement[]): Set<number> {
  const placeOf = new Map(sorted.map(({ id }, place) => [id, place]));
  const crossed = new Set<number>();
  sorted.forEach((movement, place) => {
    for (const id of namedIds(movement)) {
      const named = placeOf.get(id) ?? place;
      for (let cut = Math.min(named, place) + 1; cut <= Math.max(named, place); cut++) crossed.add(cut);
    }
  });
  return crossed;
}

/** The cuts before which some key is later than some key behind: a placed movement stands out of the order of keys. */
function cutsOutOfOrder(sorted: readonly FoldableMovement[]): Set<number> {
  const keys = sorted.map(orderKey);
  const later = (a: OrderKey, b: OrderKey) => (compareOrderKeys(a, b) > 0 ? a : b);
  const earliestFrom: OrderKey[] = [];
  for (let at = keys.length - 1; at >= 0; at--) {
    const [key, next] = [keys[at], earliestFrom[at + 1]];
    if (key) earliestFrom[at] = next && compareOrderKeys(next, key) < 0 ? next : key;
  }
  const found = new Set<number>();
  let latest = keys[0];
  for (let cut = 1; cut < keys.length; cut++) {
    const [earliest, key] = [earliestFrom[cut], keys[cut]];
    if (latest && earliest && compareOrderKeys(latest, earliest) > 0) found.add(cut);
    if (latest && key) latest = later(latest, key);
  }
  return found;
}

/**
 * Can these movements be folded onto the opening without what lies behind it?
 * Only when all of them stand after it, and neither names what the other may hold.
 */
export function foldsOnto(opening: HistorySpan, present: readonly FoldableMovement[]): boolean {
  const { lastKey, unresolvedIds } = opening;
  const known = new Set(present.map(({ id }) => id));
  return present.every(
    (movement) =>
      !unresolvedIds.includes(movement.id) &&
      namedIds(movement).every((id) => known.has(id)) &&
      (lastKey === null || compareOrderKeys(orderKey(movement), lastKey) > 0)
  );
}
