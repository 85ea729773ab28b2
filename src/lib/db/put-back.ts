import type { DouchetteDatabase } from './database.ts';
import type { OutboxRow } from './schema.ts';

/** Every scan of an incarnation has its place here, whatever its state. */
export const OUTBOX_BY_ORIGIN = '[movement.origin.incarnation+movement.origin.sequence]';

const placeOf = ({ movement: { origin } }: OutboxRow): string => `${origin.incarnation} ${origin.sequence}`;

/**
 * Puts rows that were made earlier, here or elsewhere, into the queue as they are.
 * Within a transaction that may write the outbox.
 *
 * @returns those that are new here, and how many were not taken since another
 * movement holds their number
 */
export async function putBack(
  db: DouchetteDatabase,
  rows: readonly OutboxRow[]
): Promise<{ added: OutboxRow[]; rivals: number }> {
  const held = await db.outbox.bulkGet(rows.map(({ id }) => id));
  const absent = rows.filter((_, place) => held[place] === undefined);
  const places = absent.map(({ movement: { origin } }) => [origin.incarnation, origin.sequence]);
  const rivals = await db.outbox.where(OUTBOX_BY_ORIGIN).anyOf(places).toArray();
  const taken = new Set(rivals.map(placeOf));
  const added: OutboxRow[] = [];
  for (const row of absent) {
    const place = placeOf(row);
    if (!taken.has(place)) added.push(row);
    taken.add(place);
  }
  await db.outbox.bulkAdd(added);
  return { added, rivals: absent.length - added.length };
}
