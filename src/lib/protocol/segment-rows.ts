import type { VersionedRow } from './rows.ts';
import type { Segment } from './segments.ts';

interface Dictionary<Value> {
  values: Value[];
  at: number[];
}

type Sparse<Value> = [number, Value][];

function toDictionary<Value>(list: readonly Value[]): Dictionary<Value> {
  const places = new Map<Value, number>();
  const at = list.map((value) => {
    const known = places.get(value) ?? places.size;
    places.set(value, known);
    return known;
  });
  return { values: [...places.keys()], at };
}

function toSparse<Value>(
  rows: readonly VersionedRow[],
  valueOf: (row: VersionedRow) => Value,
  isUsual: (row: VersionedRow) => boolean
): Sparse<Value> {
  return rows.flatMap((one, index): Sparse<Value> => (isUsual(one) ? [] : [[index, valueOf(one)]]));
}

/** Rows in key order as a segment; the caller sees to the order. */
export function encodeSegment(rows: readonly VersionedRow[]): Segment {
  const states = rows.map((one) => one.state);
  const keys = rows.map((one) => one.lastKey);
  return {
    count: rows.length,
    serialKeys: rows.map((one) => one.serialKey),
    products: toDictionary(rows.map((one) => one.productId)),
    serials: toSparse(
      rows,
      (one) => one.serial,
      (one) => one.serial === one.serialKey
    ),
    statuses: toDictionary(states.map((one) => one.status)),
    conditions: toDictionary(states.map((one) => one.condition)),
    locations: toDictionary(states.map((one) => one.locationId)),
    destinations: toDictionary(states.map((one) => one.destinationId)),
    lots: toDictionary(states.map((one) => one.lot)),
    containers: toDictionary(states.map((one) => one.container)),
    partners: toDictionary(states.map((one) => one.partnerId)),
    since: states.map((one) => one.since),
    instants: keys.map((key) => key?.instant ?? null),
    devices: toDictionary(keys.map((key) => key?.deviceId ?? '')),
    incarnations: toDictionary(keys.map((key) => key?.incarnation ?? '')),
    sequences: keys.map((key) => key?.sequence ?? 0),
    keyIds: keys.map((key) => key?.id ?? ''),
    lastMovementIds: toSparse(
      rows,
      (one) => one.state.lastMovementId,
      (one) => one.state.lastMovementId === (one.lastKey?.id ?? null)
    ),
    movementCounts: rows.map((one) => one.movementCount),
    versions: rows.map((one) => one.version),
    anomalies: toSparse(
      rows,
      (one) => one.anomalies,
      (one) => one.anomalies.length === 0
    ),
    warnings: toSparse(
      rows,
      (one) => one.warnings,
      (one) => one.warnings.length === 0
    ),
    aliases: toSparse(
      rows,
      (one) => one.alias,
      (one) => one.alias === null
    ),
    acceptances: toSparse(
      rows,
      (one) => one.acceptances,
      (one) => one.acceptances.length === 0
    ),
    unresolvedIds: toSparse(
      rows,
      (one) => one.unresolvedIds,
      (one) => one.unresolvedIds.length === 0
    )
  };
}

/** An entry that `isWhole` has found to be there. */
function entry<Value>(list: readonly Value[], index: number): Value {
  if (index >= list.length) throw new RangeError('a column of a segment is too short');
  return list[index] as Value;
}

const valueAt = <Value>({ values, at }: Dictionary<Value>, index: number): Value =>
  entry(values, entry(at, index));

/** Gives the row at a place of a segment that `readSegment` or `encodeSegment` returned. */
export function rowReader(segment: Segment): (index: number) => VersionedRow {
  const serials = new Map(segment.serials);
  const lastMovementIds = new Map(segment.lastMovementIds);
  const anomalies = new Map(segment.anomalies);
  const warnings = new Map(segment.warnings);
  const aliases = new Map(segment.aliases);
  const acceptances = new Map(segment.acceptances);
  const unresolvedIds = new Map(segment.unresolvedIds);

  function lastKeyAt(index: number): VersionedRow['lastKey'] {
    const instant = entry(segment.instants, index);
    if (instant === null) return null;
    return {
      instant,
      deviceId: valueAt(segment.devices, index),
      incarnation: valueAt(segment.incarnations, index),
      sequence: entry(segment.sequences, index),
      id: entry(segment.keyIds, index)
    };
  }

  return (index) => {
    const serialKey = entry(segment.serialKeys, index);
    const lastKey = lastKeyAt(index);
    const lastMovementId = lastMovementIds.get(index);
    return {
      productId: valueAt(segment.products, index),
      serialKey,
      serial: serials.get(index) ?? serialKey,
      state: {
        status: valueAt(segment.statuses, index),
        condition: valueAt(segment.conditions, index),
        locationId: valueAt(segment.locations, index),
        destinationId: valueAt(segment.destinations, index),
        lot: valueAt(segment.lots, index),
        container: valueAt(segment.containers, index),
        partnerId: valueAt(segment.partners, index),
        since: entry(segment.since, index),
        lastMovementId: lastMovementId === undefined ? (lastKey?.id ?? null) : lastMovementId
      },
      anomalies: anomalies.get(index) ?? [],
      warnings: warnings.get(index) ?? [],
      alias: aliases.get(index) ?? null,
      acceptances: acceptances.get(index) ?? [],
      lastKey,
      unresolvedIds: unresolvedIds.get(index) ?? [],
      movementCount: entry(segment.movementCounts, index),
      version: entry(segment.versions, index)
    };
  };
}

/** Every row of a segment, in its order. */
export function decodeSegment(segment: Segment): VersionedRow[] {
  const rowAt = rowReader(segment);
  return segment.serialKeys.map((_, index) => rowAt(index));
}
