import { isPhysical } from '../../domain/movement/kind.ts';
import { liveMovementIds } from '../../domain/movement/liveness.ts';
import type { Movement } from '../../domain/movement/movement.ts';
import type { DouchetteDatabase } from '../database.ts';
import type { OutboxState } from '../schema.ts';

/** An own scan whose product nobody knows. */
export interface OwnUnidentified {
  movement: Movement;
  state: OutboxState;
}

/** What reverses some movements, and what reverses that, and so on, as far as it is known here. */
async function reversalsOf(db: DouchetteDatabase, ids: readonly string[]): Promise<Map<string, Movement>> {
  const found = new Map<string, Movement>();
  for (let named = [...ids]; named.length > 0;) {
    const [own, pulled] = await Promise.all([
      db.outbox.where('movement.reverses').anyOf(named).toArray(),
      db.movements.where('committed.movement.reverses').anyOf(named).toArray()
    ]);
    const counting = own.filter(({ state }) => state !== 'parked').map(({ movement }) => movement);
    const reversals = [...counting, ...pulled.map(({ committed }) => committed.movement)];
    named = reversals.flatMap(({ id }) => (found.has(id) ? [] : id));
    for (const reversal of reversals) found.set(reversal.id, reversal);
  }
  return found;
}

/** Which of these movements have been taken back, as far as it is known here: an unidentified scan that has was named. */
export async function findNamed(db: DouchetteDatabase, scans: readonly Movement[]): Promise<Set<string>> {
  const reversals = await reversalsOf(
    db,
    scans.map(({ id }) => id)
  );
  const live = liveMovementIds([...scans, ...reversals.values()]);
  return new Set(scans.flatMap(({ id }) => (live.has(id) ? [] : id)));
}

/**
 * Own scans whose product nobody knows and that nobody has named yet, oldest
 * first. A name given here counts at once, before the server has it.
 */
export function listOwnUnidentified(db: DouchetteDatabase): Promise<OwnUnidentified[]> {
  return db.transaction('r', db.outbox, db.movements, async () => {
    const nameless = await db.outbox.where('nameless').equals(1).toArray();
    const scans = nameless.filter(({ movement }) => isPhysical(movement.kind));
    const named = await findNamed(
      db,
      scans.map(({ movement }) => movement)
    );
    return scans
      .filter(({ id }) => !named.has(id))
      .map(({ movement, state }) => ({ movement, state }))
      .sort((a, b) => a.movement.recordedAt - b.movement.recordedAt);
  });
}
