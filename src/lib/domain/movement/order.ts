import { kindRule } from './kind.ts';
import type { FoldableMovement } from './movement.ts';

/**
 * Where a movement stands among the movements of its serial: the instant in UTC
 * ms, then who made it and in which order. Two different movements never tie,
 * because ids differ.
 */
export interface OrderKey {
  instant: number;
  deviceId: string;
  incarnation: string;
  sequence: number;
  id: string;
}

/**
 * The instant a movement is sorted by. An ordinary one counts from when it was
 * recorded (as the server corrected it). One whose date a person chose stands at
 * the start of that local day if it enters and in its last millisecond otherwise,
 * so that a missing receipt added later for the same day cannot resurrect a
 * serial that was shipped on it. A replacement takes over the place of the one it stands for.
 */
export function orderInstant(movement: FoldableMovement): number {
  if (movement.standsFor) return movement.standsFor.instant;
  const day = movement.chosenDay;
  if (!day) return movement.correctedAt ?? movement.recordedAt;
  return kindRule(movement.kind).effect === 'enter' ? day.startsAt : day.endsAt - 1;
}

export function orderKey(movement: FoldableMovement): OrderKey {
  const { deviceId, incarnation, sequence } = movement.standsFor ?? movement.origin;
  return { instant: orderInstant(movement), deviceId, incarnation, sequence, id: movement.id };
}

// By UTF-16 code unit: a locale would sort differently on two machines.
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export function compareOrderKeys(a: OrderKey, b: OrderKey): number {
  return (
    a.instant - b.instant ||
    compareText(a.deviceId, b.deviceId) ||
    compareText(a.incarnation, b.incarnation) ||
    a.sequence - b.sequence ||
    compareText(a.id, b.id)
  );
}

interface Placed {
  movement: FoldableMovement;
  key: OrderKey;
}

/** Ids on a circle of `before`; nobody on it can stand before all the others, so it is ignored there. */
function circularPlacements(byId: ReadonlyMap<string, Placed>): Set<string> {
  const circular = new Set<string>();
  const settled = new Set<string>();
  for (const start of byId.keys()) {
    const path: string[] = [];
    const onPath = new Set<string>();
    let id: string | undefined = start;
    while (id !== undefined && byId.has(id) && !settled.has(id) && !onPath.has(id)) {
      path.push(id);
      onPath.add(id);
      id = byId.get(id)?.movement.before;
    }
    if (id !== undefined && onPath.has(id)) {
      for (const member of path.slice(path.indexOf(id))) circular.add(member);
    }
    for (const member of path) settled.add(member);
  }
  return circular;
}

/**
 * Sorts movements (unique by id) into the one order everyone folds them in. A movement with
 * `before` stands immediately before the one it names; where that one is not among
 * the movements, or the names run in a circle, its own instant decides.
 */
export function sortMovements(movements: readonly FoldableMovement[]): FoldableMovement[] {
  const placed = movements.map((movement) => ({ movement, key: orderKey(movement) }));
  placed.sort((a, b) => compareOrderKeys(a.key, b.key));
  if (!movements.some((movement) => movement.before !== undefined)) {
    return placed.map(({ movement }) => movement);
  }
  const byId = new Map(placed.map((entry) => [entry.movement.id, entry]));
  const circular = circularPlacements(byId);
  const waitingFor = new Map<string, Placed[]>();
  const roots: Placed[] = [];
  for (const entry of placed) {
    const target = entry.movement.before;
    if (target === undefined || !byId.has(target) || circular.has(entry.movement.id)) roots.push(entry);
    else waitingFor.set(target, [...(waitingFor.get(target) ?? []), entry]);
  }
  return emitInOrder(roots, waitingFor);
}

/** Walks the trees of placements without recursion: a chain may be as long as a history. */
function emitInOrder(
  roots: readonly Placed[],
  waitingFor: ReadonlyMap<string, Placed[]>
): FoldableMovement[] {
  const sorted: FoldableMovement[] = [];
  const stack = [...roots].reverse().map((entry) => ({ entry, opened: false }));
  for (let top = stack.pop(); top; top = stack.pop()) {
    const children = top.opened ? undefined : waitingFor.get(top.entry.movement.id);
    if (!children) {
      sorted.push(top.entry.movement);
      continue;
    }
    stack.push({ entry: top.entry, opened: true });
    for (const entry of [...children].reverse()) stack.push({ entry, opened: false });
  }
  return sorted;
}
