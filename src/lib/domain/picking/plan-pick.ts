import type { LineTally } from '../document/tally.ts';
import { MICROS_PER_UNIT } from '../quantity.ts';
import { compareCodePoints } from '../text/compare-code-points.ts';

/** A serial that may be picked: in stock and not set apart, as it is known now. */
export interface AvailableSerial {
  productId: string;
  serialKey: string;
  serial: string;
  locationId: string | null;
  lot: string | null;
  /** In stock since, ms UTC; null when nobody said. */
  since: number | null;
}

/** Goods without serial in one place and lot. */
export interface AvailableQuantity {
  productId: string;
  locationId: string | null;
  lot: string | null;
  quantityMicros: number;
}

/** One stop on the way: so much of a line, in one place. */
export interface PickStop {
  lineId: number;
  productId: string;
  locationId: string | null;
  lot: string | null;
  quantityMicros: number;
  /** What is proposed to be taken there; none for goods without serial. */
  serials: AvailableSerial[];
}

export interface PickPlan {
  /** In the order in which the places are walked past. */
  stops: PickStop[];
  /** What is asked for and not in stock anywhere, by line. */
  short: { lineId: number; productId: string; quantityMicros: number }[];
}

/** How a product compares its serials. */
export type KeyOf = (productId: string, serial: string) => string;

/** Where places stand on the way; what is not on it comes last. */
export type RouteOrder = (locationId: string | null) => number;

/**
 * The way through the places: by code, numbers in it as numbers, so that A-10
 * comes after A-9 and nobody walks an aisle twice.
 */
export function routeOf(locations: readonly { id: string; code: string }[]): RouteOrder {
  const byCode = new Intl.Collator('en', { numeric: true }).compare;
  const sorted = [...locations].sort((a, b) => byCode(a.code, b.code) || compareCodePoints(a.id, b.id));
  const places = new Map(sorted.map(({ id }, at) => [id, at]));
  return (id) => (id === null ? undefined : places.get(id)) ?? Number.MAX_SAFE_INTEGER;
}

/** First in, first out; what came at one time goes along the way, and then by serial. */
const firstInFirst =
  (route: RouteOrder) =>
  (a: AvailableSerial, b: AvailableSerial): number =>
    (a.since ?? 0) - (b.since ?? 0) ||
    route(a.locationId) - route(b.locationId) ||
    compareCodePoints(a.serialKey, b.serialKey);

const wantedMicros = ({ line, doneMicros }: LineTally): number =>
  Math.max(0, line.quantityMicros - doneMicros);

const wantedUnits = (line: LineTally): number => Math.ceil(wantedMicros(line) / MICROS_PER_UNIT);

const isOfLine = ({ line }: LineTally, { productId, lot }: AvailableSerial): boolean =>
  productId === line.productId && (line.lot === null || line.lot === lot);

/** Each line gets the serials that it names, wherever they lie, before any line gets one that nobody named. */
function reserveNamed(
  tally: readonly LineTally[],
  serials: readonly AvailableSerial[],
  keyOf: KeyOf
): Map<LineTally, AvailableSerial[]> {
  const reserved = new Map(tally.map((line): [LineTally, AvailableSerial[]] => [line, []]));
  for (const serial of serials) {
    const naming = tally.find((line) => {
      const isFull = (reserved.get(line)?.length ?? 0) >= wantedUnits(line);
      const names = () => line.missing.some((one) => keyOf(serial.productId, one) === serial.serialKey);
      return !isFull && isOfLine(line, serial) && names();
    });
    if (naming) reserved.get(naming)?.push(serial);
  }
  return reserved;
}

/** The line's own, and then the oldest that are left. */
function proposeSerials(
  line: LineTally,
  own: readonly AvailableSerial[],
  left: readonly AvailableSerial[]
): AvailableSerial[] {
  const others = left.filter((serial) => isOfLine(line, serial));
  return [...own, ...others].slice(0, wantedUnits(line));
}

function stopsOfSerials({ line }: LineTally, serials: readonly AvailableSerial[]): PickStop[] {
  const stops = new Map<string | null, PickStop>();
  for (const serial of serials) {
    const { locationId } = serial;
    const stop = stops.get(locationId) ?? {
      ...{ lineId: line.id, productId: line.productId, locationId, lot: line.lot },
      quantityMicros: 0,
      serials: []
    };
    stop.serials.push(serial);
    stop.quantityMicros += MICROS_PER_UNIT;
    stops.set(locationId, stop);
  }
  return [...stops.values()];
}

/** Takes from the places in the order given, and from what they hold for this plan. */
function stopsOfQuantity({ line }: LineTally, wanted: number, held: AvailableQuantity[]): PickStop[] {
  const stops: PickStop[] = [];
  let left = wanted;
  for (const place of held) {
    const share = Math.min(left, place.quantityMicros);
    const fits = place.productId === line.productId && (line.lot === null || line.lot === place.lot);
    if (share <= 0 || !fits) continue;
    place.quantityMicros -= share;
    left -= share;
    const { locationId, lot } = place;
    const { id: lineId, productId } = line;
    stops.push({ lineId, productId, locationId, lot, quantityMicros: share, serials: [] });
  }
  return stops;
}

/**
 * What is still to be picked, where it lies, and the way there in one pass. A
 * proposal only: what is really taken is judged at the scan.
 *
 * @param input.tally of the order's lines, what was taken already left out by it
 * @param input.serials and `quantities`: what is available now
 */
export function planPick(input: {
  tally: readonly LineTally[];
  serials: readonly AvailableSerial[];
  quantities: readonly AvailableQuantity[];
  route: RouteOrder;
  keyOf: KeyOf;
}): PickPlan {
  const { tally, route, keyOf } = input;
  const serials = [...input.serials].sort(firstInFirst(route));
  const reserved = reserveNamed(tally, serials, keyOf);
  const taken = new Set([...reserved.values()].flat());
  const held = input.quantities
    .map((place) => ({ ...place }))
    .sort((a, b) => route(a.locationId) - route(b.locationId) || compareCodePoints(a.lot ?? '', b.lot ?? ''));
  const stops: PickStop[] = [];
  const short: PickPlan['short'] = [];
  for (const line of tally) {
    const wanted = wantedMicros(line);
    if (wanted <= 0) continue;
    const free = serials.filter((serial) => !taken.has(serial));
    const proposed = proposeSerials(line, reserved.get(line) ?? [], free);
    for (const serial of proposed) taken.add(serial);
    const left = wanted - proposed.length * MICROS_PER_UNIT;
    const found = [...stopsOfSerials(line, proposed), ...stopsOfQuantity(line, left, held)];
    stops.push(...found);
    const missing = wanted - found.reduce((sum, { quantityMicros }) => sum + quantityMicros, 0);
    const { id: lineId, productId } = line.line;
    if (missing > 0) short.push({ lineId, productId, quantityMicros: missing });
  }
  stops.sort((a, b) => route(a.locationId) - route(b.locationId) || a.lineId - b.lineId);
  return { stops, short };
}
