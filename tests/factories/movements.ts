import { seededRandom } from '../../server/services/demo/random.ts';
import { uuidV7 } from '../../src/lib/domain/id.ts';
import type { Movement } from '../../src/lib/domain/movement/movement.ts';
import { MICROS_PER_UNIT } from '../../src/lib/domain/quantity.ts';

/** Wednesday 2 October 2024, 08:00 in Paris: where the factory's clock begins unless told. */
export const FACTORY_START = Date.UTC(2024, 9, 2, 6);

export interface FactoryOptions {
  /** The device that makes the movements; must be the token's when they are pushed. */
  deviceId?: string;
  incarnation?: string;
  /** Clock of the first movement, ms since the epoch; each one after is a second later. */
  startAt?: number;
  productId?: string | null;
}

export interface MovementFactory {
  deviceId: string;
  incarnation: string;
  /** The next movement of the device: a receipt of a new serial, except for what `fields` say. */
  (fields?: Partial<Movement>): Movement;
}

/** A UUIDv7 source that repeats. */
export function idFactory(seed: number): (now?: number) => string {
  const random = seededRandom(seed);
  return (now = FACTORY_START) => uuidV7({ now, random: random.bytes(10) });
}

/**
 * Makes valid movements of one device, with gapless numbers and a clock that
 * goes on; the same seed makes the same ones.
 *
 * ```ts
 * const make = movementFactory(1, { deviceId });
 * const received = make({ serial: 'SN-1' });
 * const shipped = make({ serial: 'SN-1', kind: 'shipment', fromLocationId: 'loc-1' });
 * ```
 */
export function movementFactory(seed: number, options: FactoryOptions = {}): MovementFactory {
  const newId = idFactory(seed);
  const deviceId = options.deviceId ?? newId();
  const incarnation = options.incarnation ?? newId();
  const operator = { id: newId(), name: 'Ada Lefèvre' };
  const productId = options.productId === undefined ? 'product-1' : options.productId;
  let sequence = 0;
  const make = (fields: Partial<Movement> = {}): Movement => {
    sequence += 1;
    const recordedAt = (options.startAt ?? FACTORY_START) + sequence * 1000;
    return {
      id: newId(recordedAt),
      kind: 'receipt',
      productId,
      quantityMicros: MICROS_PER_UNIT,
      serial: `SN-${seed}-${String(sequence).padStart(6, '0')}`,
      toLocationId: 'loc-1',
      effectiveDate: new Date(recordedAt).toISOString().slice(0, 10),
      recordedAt,
      clock: { wallMs: recordedAt, monotonicMs: sequence * 1000, bootId: 'boot-1' },
      origin: { deviceId, incarnation, sequence },
      operator,
      capture: 'camera',
      ...fields
    };
  };
  return Object.assign(make, { deviceId, incarnation });
}
