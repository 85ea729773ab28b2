import type { Movement } from '../../domain/movement/movement.ts';
import type { DouchetteDatabase } from '../database.ts';
import type { Refusal } from '../schema.ts';
import { ownInState } from './own-rows.ts';

export interface QueueSummary {
  /** Own movements that the server has not answered for. */
  waiting: number;
  /** Own movements that it refused and a person must deal with. */
  parked: number;
  /** When the oldest waiting one was recorded, ms; null when none waits. */
  oldestWaitingAt: number | null;
}

export function readQueueSummary(db: DouchetteDatabase): Promise<QueueSummary> {
  return db.transaction('r', db.outbox, async () => {
    const [waiting, parked, oldest] = await Promise.all([
      ownInState(db, 'waiting').count(),
      ownInState(db, 'parked').count(),
      ownInState(db, 'waiting').first()
    ]);
    return { waiting, parked, oldestWaitingAt: oldest?.movement.recordedAt ?? null };
  });
}

/** One line of the queue screen. */
export interface QueueRow {
  id: string;
  state: 'waiting' | 'parked';
  movement: Movement;
  /** The name of the device that made it, when it was not this one. */
  relayedFrom: string | null;
  /** Why it is parked; null while it waits. */
  refusal: Refusal | null;
  /** Another member of its envelope is parked: until that is dealt with, it cannot count either. */
  waitsForParked: boolean;
  productCode: string | null;
  productLabel: string | null;
}

/** The queue for a screen: what needs a person first, then what waits, each oldest first and up to a limit. */
export function listQueue(db: DouchetteDatabase, limit = 200): Promise<QueueRow[]> {
  return db.transaction('r', db.outbox, db.products, async () => {
    const parked = await ownInState(db, 'parked').limit(limit).toArray();
    const waiting = await ownInState(db, 'waiting').limit(limit).toArray();
    const refused = new Set(parked.flatMap(({ movement }) => movement.group?.id ?? []));
    const rows = [...parked, ...waiting];
    const products = await db.products.bulkGet(rows.map(({ movement }) => movement.productId ?? ''));
    return rows.map(({ id, state, movement, relayedFrom, refusal }, place) => ({
      id,
      state: state === 'parked' ? 'parked' : 'waiting',
      movement,
      relayedFrom: relayedFrom ?? null,
      refusal,
      waitsForParked: state === 'waiting' && movement.group !== undefined && refused.has(movement.group.id),
      productCode: products[place]?.code ?? null,
      productLabel: products[place]?.label ?? null
    }));
  });
}

/**
 * The next movements to push, oldest first, and all made by one device: another
 * device's are handed in for it, in requests of their own.
 *
 * @param input.skip how many of the oldest to leave out: they have just failed on their own
 */
export async function readWaiting(
  db: DouchetteDatabase,
  input: { limit: number; skip: number }
): Promise<Movement[]> {
  const rows = await ownInState(db, 'waiting').offset(input.skip).limit(input.limit).toArray();
  const movements = rows.map(({ movement }) => movement);
  const madeBy = movements[0]?.origin.deviceId;
  const end = movements.findIndex(({ origin }) => origin.deviceId !== madeBy);
  return end < 0 ? movements : movements.slice(0, end);
}
