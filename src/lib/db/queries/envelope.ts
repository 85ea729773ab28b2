import type { Movement } from '../../domain/movement/movement.ts';
import type { DouchetteDatabase } from '../database.ts';

/** `xxxxxxxx-xxxx`: the 48 bits of a UUIDv7 that tell its millisecond. */
const TIME_LENGTH = 13;

/**
 * The movements of an envelope that are held here, in the order they were made:
 * fewer than `group.size` when the others came before this device or are another site's.
 *
 * An envelope and its members are stamped in the same millisecond, so their ids
 * begin alike and no index of envelopes is needed.
 */
export async function readLocalEnvelope(db: DouchetteDatabase, groupId: string): Promise<Movement[]> {
  const time = groupId.slice(0, TIME_LENGTH);
  const [own, pulled] = await Promise.all([
    db.outbox.where('id').startsWith(time).toArray(),
    db.movements.where('id').startsWith(time).toArray()
  ]);
  const all = [...own.map(({ movement }) => movement), ...pulled.map(({ committed }) => committed.movement)];
  const members = new Map(
    all.filter(({ group }) => group?.id === groupId).map((movement) => [movement.id, movement])
  );
  return [...members.values()].sort((a, b) => a.origin.sequence - b.origin.sequence);
}
