import type { FoldableMovement } from '../movement/movement.ts';
import { compareOrderKeys, orderKey } from '../movement/order.ts';
import type { AnomalyType } from '../serial/anomaly.ts';
import type { SerialRow } from '../serial/serial-row.ts';
import { stepSerial, unknownSerial, type SerialState } from '../serial/serial-state.ts';
import { isInArea, type CountArea } from './count-scope.ts';

/**
 * What a sighting turned out to be. `unexpected`: nobody ever entered it;
 * `misplaced`: in stock, but elsewhere; `already-out`: it had left.
 */
export const findings = ['as-expected', 'unexpected', 'misplaced', 'already-out'] as const;

export type Finding = (typeof findings)[number];

const findingOf: Partial<Record<AnomalyType, Finding>> = {
  'found-without-entry': 'unexpected',
  'found-elsewhere': 'misplaced',
  'found-while-out': 'already-out'
};

/** What a sighting means, by what was known of the serial before it; null: nothing was known. */
export function judgeSighting(known: SerialState | null, sighting: FoldableMovement): Finding {
  const { anomaly } = stepSerial(known ?? unknownSerial, sighting);
  return (anomaly && findingOf[anomaly]) ?? 'as-expected';
}

/** A count movement of this count, with its place in the feed: null while the server has not taken it. */
export interface Sighting {
  movement: FoldableMovement;
  serialKey: string;
  seq: number | null;
}

/** A serial's row with its version, the seq it holds everything up to. */
export type CountedRow = SerialRow & { version: number };

export interface FoundSerial {
  productId: string;
  serialKey: string;
  serial: string;
  finding: Finding;
  /** Where it was last seen in this count, and by which movement. */
  locationId: string;
  movementId: string;
}

export interface MissingSerial {
  productId: string;
  serialKey: string;
  serial: string;
  /** Where it should be. */
  locationId: string | null;
}

export interface SerialCount {
  found: FoundSerial[];
  missing: MissingSerial[];
  /** Serials of the area that came or moved after the count was opened: no difference, seen or not. */
  movedMeanwhile: number;
}

const tokenOf = ({ productId, serialKey }: { productId: string; serialKey: string }): string =>
  `${productId}/${serialKey}`;

/** Is the sighting folded into the row: the server's, or one made here of own movements alone? */
function holds(row: CountedRow, { movement, seq }: Sighting): boolean {
  if (seq !== null && seq <= row.version) return true;
  return (
    row.state.lastMovementId === movement.id ||
    row.anomalies.some(({ movementId }) => movementId === movement.id)
  );
}

/** The row says it, once it holds the sighting: the fold has seen what arrived late, too. */
function findingOn(row: CountedRow | undefined, sighting: Sighting): Finding {
  const { movement } = sighting;
  if (!row || !holds(row, sighting)) return judgeSighting(row?.state ?? null, movement);
  const types = row.anomalies.filter(({ movementId }) => movementId === movement.id).map(({ type }) => type);
  for (const type of types) {
    const finding = findingOf[type];
    if (finding) return finding;
  }
  return 'as-expected';
}

/** Of each serial its last sighting, in the order everyone folds in. */
function lastSightings(sightings: readonly Sighting[]): Map<string, Sighting> {
  const sorted = [...sightings].sort((a, b) => compareOrderKeys(orderKey(a.movement), orderKey(b.movement)));
  return new Map(
    sorted.flatMap((sighting) => {
      const { productId } = sighting.movement;
      if (productId === null) return [];
      return [[tokenOf({ productId, serialKey: sighting.serialKey }), sighting] as const];
    })
  );
}

/**
 * What a count of serials has shown so far.
 *
 * The rows are those of now, not of when the count was opened, so that a movement
 * made during the count is no difference: what has left is not expected any more,
 * and what came or moved since `openedAt` is not missed, whether it was seen or not.
 *
 * @param input.sightings live ones of this count, of serials
 * @param input.rows at least those in the area and those sighted
 * @param input.openedAt ms UTC
 */
export function countSerials(input: {
  area: CountArea;
  openedAt: number;
  rows: Iterable<CountedRow>;
  sightings: readonly Sighting[];
}): SerialCount {
  const { area, openedAt } = input;
  const sighted = lastSightings(input.sightings);
  const sightedRows = new Map<string, CountedRow>();
  const missing: MissingSerial[] = [];
  let movedMeanwhile = 0;
  for (const row of input.rows) {
    const { productId, serialKey, serial, state } = row;
    const token = tokenOf(row);
    if (sighted.has(token)) {
      sightedRows.set(token, row);
      continue;
    }
    const { status, locationId, since } = state;
    if (status !== 'in-stock' || !isInArea(area, { productId, locationId })) continue;
    if (since !== null && since > openedAt) movedMeanwhile += 1;
    else missing.push({ productId, serialKey, serial, locationId });
  }
  const found = [...sighted].map(([token, sighting]): FoundSerial => {
    const { id, productId, serial, toLocationId } = sighting.movement;
    return {
      productId: productId ?? '',
      serialKey: sighting.serialKey,
      serial: serial ?? sighting.serialKey,
      finding: findingOn(sightedRows.get(token), sighting),
      locationId: toLocationId ?? '',
      movementId: id
    };
  });
  return { found, missing, movedMeanwhile };
}
