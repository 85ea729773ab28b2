import { Dexie, type Collection } from 'dexie';
import type { DouchetteDatabase } from '../database.ts';
import { OUTBOX_BY_STATE, type OutboxRow, type OutboxState } from '../schema.ts';

/** Own movements of one state, in the order they were made. */
export function ownInState(db: DouchetteDatabase, state: OutboxState): Collection<OutboxRow, string> {
  const { minKey, maxKey } = Dexie;
  return db.outbox.where(OUTBOX_BY_STATE).between([state, minKey, minKey], [state, maxKey, maxKey]);
}

/** Acknowledged movements read at once, the latest first. */
const CHUNK = 200;

/** Acknowledged own movements that the pull cursor has not passed: they are the latest ones. */
export async function readAhead(db: DouchetteDatabase): Promise<OutboxRow[]> {
  const cursor = await db.readFeed('cursor');
  const isPassed = ({ acknowledgement }: OutboxRow): boolean =>
    cursor !== undefined && acknowledgement?.epoch === cursor.epoch && acknowledgement.seq <= cursor.seq;
  const ahead: OutboxRow[] = [];
  for (let offset = 0; ; offset += CHUNK) {
    const latest = await ownInState(db, 'acknowledged').reverse().offset(offset).limit(CHUNK).toArray();
    const found = latest.filter((row) => !isPassed(row));
    ahead.push(...found);
    if (found.length === 0) return ahead;
  }
}
