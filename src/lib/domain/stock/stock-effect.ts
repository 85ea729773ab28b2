import { kindRule } from '../movement/kind.ts';
import type { Movement } from '../movement/movement.ts';

/** Stock is kept by product, place and lot; null where nobody said. */
export interface StockKey {
  productId: string;
  locationId: string | null;
  lot: string | null;
}

/** What a movement does to the stock of one place: adds or takes, or says what is there. */
export type StockEffect =
  { type: 'delta'; micros: number } | { type: 'counted'; micros: number } | { type: 'none' };

type Fact = Pick<
  Movement,
  'kind' | 'productId' | 'serial' | 'lot' | 'fromLocationId' | 'toLocationId' | 'quantityMicros'
>;

type End = 'from' | 'to';

/** At which ends of a movement stock changes. */
function endsOf(kind: Movement['kind']): readonly End[] {
  switch (kindRule(kind).effect) {
    case 'enter':
    case 'observe':
      return ['to'];
    case 'leave':
      return ['from'];
    case 'move':
      return kind === 'transfer' ? ['from', 'to'] : kind === 'transfer-departure' ? ['from'] : ['to'];
    case 'condition':
      return [];
    default:
      // A reversal or an acceptance belongs wherever what it names may have acted.
      return ['from', 'to'];
  }
}

const placeAt = (fact: Fact, end: End): string | null =>
  (end === 'from' ? fact.fromLocationId : fact.toLocationId) ?? null;

/**
 * The stock rows a movement belongs to: none for a serial's movement, whose stock
 * is counted from the serials themselves, nor for an unidentified scan.
 */
export function stockKeysOf(fact: Fact): StockKey[] {
  const { productId, serial, lot = null } = fact;
  if (productId === null || serial !== undefined) return [];
  const places = new Set(endsOf(fact.kind).map((end) => placeAt(fact, end)));
  return [...places].map((locationId) => ({ productId, locationId, lot }));
}

/**
 * At which of its places a movement itself is to be doubted, for its clock or its
 * closed period: at one only, so that the anomaly, whose id is the movement's, is
 * one thing that one acceptance settles. The first place that has a name.
 */
export function isAtHome(fact: Fact, locationId: string | null): boolean {
  const places = stockKeysOf(fact).map((key) => key.locationId);
  return (places.find((place) => place !== null) ?? null) === locationId;
}

/** What a movement does at one place; a transfer within one place does nothing. */
export function stockEffectAt(fact: Fact, locationId: string | null): StockEffect {
  const { effect } = kindRule(fact.kind);
  if (effect === 'void' || effect === 'note') return { type: 'none' };
  if (effect === 'observe') return { type: 'counted', micros: fact.quantityMicros };
  let micros = 0;
  for (const end of endsOf(fact.kind)) {
    if (placeAt(fact, end) !== locationId) continue;
    micros += end === 'to' ? fact.quantityMicros : -fact.quantityMicros;
  }
  return { type: 'delta', micros };
}
