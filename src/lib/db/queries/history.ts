import { foldable, type FoldableMovement, type ServerStamp } from '../../domain/movement/movement.ts';
import { sortMovements } from '../../domain/movement/order.ts';
import type { DouchetteDatabase } from '../database.ts';
import type { OutboxState, SerialIdentity } from '../schema.ts';

/** A movement of a serial that this device holds. */
export interface LocalMovement {
  movement: FoldableMovement;
  /** What the server stamped on it; null until it came back through the feed. */
  stamp: ServerStamp | null;
  /** Where it was made, by name; null for an own one that has not come back. */
  deviceName: string | null;
  /** Where an own movement stands in the queue; null for another device's. */
  own: OutboxState | null;
}

/**
 * The movements of a serial held here, in fold order. After a first sync from a
 * snapshot older ones are missing: compare with `row.movementCount`.
 */
export function readLocalHistory(db: DouchetteDatabase, identity: SerialIdentity): Promise<LocalMovement[]> {
  const key = [identity.productId, identity.serialKey];
  return db.transaction('r', db.outbox, db.movements, async () => {
    const [own, pulled] = await Promise.all([
      db.outbox.where('[productId+serialKey]').equals(key).toArray(),
      db.movements.where('[productId+serialKey]').equals(key).toArray()
    ]);
    const byId = new Map<string, LocalMovement>();
    for (const { id, state, movement, acknowledgement } of own) {
      const held = foldable(movement, acknowledgement);
      byId.set(id, { movement: held, stamp: null, deviceName: null, own: state });
    }
    for (const { id, committed } of pulled) {
      const { movement, stamp, deviceName } = committed;
      const held = foldable(movement, stamp);
      byId.set(id, { movement: held, stamp, deviceName, own: byId.get(id)?.own ?? null });
    }
    const inOrder = sortMovements([...byId.values()].map(({ movement }) => movement));
    return inOrder.flatMap(({ id }) => byId.get(id) ?? []);
  });
}
