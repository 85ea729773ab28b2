import type { DouchetteDatabase } from '../database.ts';
import type { OutboxRow } from '../schema.ts';
import { ownInState } from './own-rows.ts';

/** Everything here that is not on the server: what waits and what was refused, as it was made. */
export function readUnsent(db: DouchetteDatabase): Promise<OutboxRow[]> {
  return db.transaction('r', db.outbox, async () => {
    const waiting = await ownInState(db, 'waiting').toArray();
    const parked = await ownInState(db, 'parked').toArray();
    return [...waiting, ...parked];
  });
}

/** How many of these movements this device has in its queue already, sent or not. */
export async function countKnown(db: DouchetteDatabase, ids: readonly string[]): Promise<number> {
  const held = await db.outbox.bulkGet([...ids]);
  return held.filter((row) => row !== undefined).length;
}
