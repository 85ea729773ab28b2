import { Dexie } from 'dexie';
import type { DouchetteDatabase } from '../database.ts';
import { OUTBOX_BY_STATE, type OutboxRow, type OutboxState, type SerialIdentity } from '../schema.ts';

const { minKey, maxKey } = Dexie;

/** Acknowledged movements read at once, the latest first. */
const CHUNK = 200;

const inState = (db: DouchetteDatabase, state: OutboxState) =>
  db.outbox.where(OUTBOX_BY_STATE).between([state, minKey, minKey], [state, maxKey, maxKey]);

const identityOf = ({
  productId,
  serialKey
}: Pick<OutboxRow, 'productId' | 'serialKey'>): SerialIdentity[] =>
  productId === undefined || serialKey === undefined ? [] : [{ productId, serialKey }];

/** Ids of own movements without an answer, with their state: another text when one of them moves on. */
export async function readUnanswered(db: DouchetteDatabase): Promise<Map<string, string>> {
  const states: OutboxState[] = ['waiting', 'parked'];
  const ids = await Promise.all(states.map((state) => inState(db, state).primaryKeys()));
  return new Map(states.flatMap((state, at) => (ids[at] ?? []).map((id) => [`${state}:${id}`, id] as const)));
}

/** The serials that some own movements are about. */
export async function readSubjects(db: DouchetteDatabase, ids: readonly string[]): Promise<SerialIdentity[]> {
  return (await db.outbox.bulkGet([...ids])).flatMap((row) => (row ? identityOf(row) : []));
}

/** Serials of acknowledged own movements that the pull cursor has not passed: the latest ones. */
export async function readAhead(db: DouchetteDatabase): Promise<SerialIdentity[]> {
  const cursor = await db.readFeed('cursor');
  const isAhead = ({ acknowledgement }: OutboxRow): boolean =>
    acknowledgement !== null &&
    !(cursor?.epoch === acknowledgement.epoch && acknowledgement.seq <= cursor.seq);
  const ahead: OutboxRow[] = [];
  for (let offset = 0; ; offset += CHUNK) {
    const latest = await inState(db, 'acknowledged').reverse().offset(offset).limit(CHUNK).toArray();
    const found = latest.filter(isAhead);
    ahead.push(...found);
    if (found.length === 0) return ahead.flatMap(identityOf);
  }
}

/** Every serial that some own movement is about. */
export async function readOwnSerials(db: DouchetteDatabase): Promise<SerialIdentity[]> {
  const keys = await db.outbox.orderBy('[productId+serialKey]').uniqueKeys();
  return (keys as unknown as [string, string][]).map(([productId, serialKey]) => ({ productId, serialKey }));
}
