import { seededRandom } from '../../server/services/demo/random.ts';
import type { Movement } from '../../src/lib/domain/movement/movement.ts';
import { movementFactory } from './movements.ts';

/**
 * What a receiving desk and its handhelds send, batch after batch: six in ten
 * are receipts of new serials, the rest move or ship serials that came in with
 * an earlier batch.
 */
export function* movementBatches(input: {
  seed: number;
  deviceId: string;
  productIds: readonly string[];
  size: number;
}): Generator<Movement[]> {
  const random = seededRandom(input.seed);
  const make = movementFactory(input.seed, { deviceId: input.deviceId });
  const known: Movement[] = [];
  for (;;) {
    const batch = Array.from({ length: input.size }, () => {
      const subject = known.length > 0 && random.chance(0.4) ? random.pick(known) : undefined;
      if (!subject?.serial) return make({ productId: random.pick(input.productIds) });
      const { productId, serial } = subject;
      return random.chance(0.5)
        ? make({ kind: 'transfer', productId, serial, fromLocationId: 'loc-1', toLocationId: 'loc-2' })
        : make({ kind: 'shipment', productId, serial, fromLocationId: 'loc-1', document: 'BL-1042' });
    });
    known.push(...batch.filter(({ kind }) => kind === 'receipt'));
    yield batch;
  }
}
