import { createHash } from 'node:crypto';
import { foldable, type FoldableMovement } from '../../../src/lib/domain/movement/movement.ts';
import { projectSerial, type SerialRow } from '../../../src/lib/domain/serial/serial-row.ts';
import { stockKeysOf, type StockKey } from '../../../src/lib/domain/stock/stock-effect.ts';
import { projectStock } from '../../../src/lib/domain/stock/stock-row.ts';
import type { Change } from '../../../src/lib/protocol/pull.ts';
import type { CommittedMovement } from '../../../src/lib/protocol/rows.ts';
import type { EventType } from '../../../src/lib/protocol/webhook-events.ts';
import type { WebhookEvent } from '../../../src/lib/protocol/webhooks.ts';
import { anomalyChanges, type Flagged } from '../../store/anomaly-changes.ts';
import type { SerialIdentity, Store } from '../../store/store.ts';

/** An event with the id that is the same however often it is told. */
export interface FeedEvent {
  id: string;
  event: WebhookEvent;
}

type MovementChange = Extract<Change, { type: 'movement' }>;
type Wanted = readonly EventType[];

/** From what the event is about, not from its place in the feed: after a restore that may be another. */
function idOf(...parts: readonly (string | null)[]): string {
  return `evt_${createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 32)}`;
}

const at = (instant: number): string => new Date(instant).toISOString();

const toFoldable = ({ movement, stamp }: CommittedMovement): FoldableMovement => foldable(movement, stamp);

/** A history as it was before a place in the feed, and with it. */
function around(movements: readonly CommittedMovement[], seq: number) {
  return {
    before: movements.filter(({ stamp }) => stamp.seq < seq).map(toFoldable),
    after: movements.filter(({ stamp }) => stamp.seq <= seq).map(toFoldable)
  };
}

const statusOf = ({ state: { status, condition, locationId } }: SerialRow) => ({
  status,
  condition,
  locationId
});

function statusEvents(change: MovementChange, before: SerialRow, after: SerialRow): FeedEvent[] {
  const isSame =
    before.state.status === after.state.status && before.state.condition === after.state.condition;
  if (isSame) return [];
  const { movement, stamp } = change.committed;
  const data = {
    ...{ productId: after.productId, serial: after.serial },
    ...{ before: statusOf(before), after: statusOf(after), movementId: movement.id }
  };
  const event = { type: 'serial.status-changed', timestamp: at(stamp.arrivedAt), data } as const;
  return [{ id: idOf('serial.status-changed', movement.id), event }];
}

interface Place extends Omit<StockKey, 'productId'> {
  productId: string;
  serial: string | null;
}

function anomalyEvents(
  change: MovementChange,
  place: Place,
  rows: { before: Flagged; after: Flagged }
): FeedEvent[] {
  const { movement, stamp } = change.committed;
  const changes = anomalyChanges({ ...rows, movements: [movement] });
  if (!changes) return [];
  const timestamp = at(stamp.arrivedAt);
  const opened = changes.opened.map((anomaly): FeedEvent => ({
    id: idOf('anomaly.opened', anomaly.id, place.locationId, movement.id),
    event: { type: 'anomaly.opened', timestamp, data: { anomaly, ...place } }
  }));
  const settled = changes.closed.map(({ anomaly, closing, closedBy }): FeedEvent => ({
    id: idOf('anomaly.settled', anomaly.id, place.locationId, movement.id),
    event: { type: 'anomaly.settled', timestamp, data: { anomaly, ...place, closing, closedBy } }
  }));
  return [...opened, ...settled];
}

async function serialEvents(
  store: Store,
  change: MovementChange,
  identity: SerialIdentity
): Promise<FeedEvent[]> {
  const { productId, serialKey } = identity;
  const record = await store.readSerial({ productId, serialKey });
  if (!record) return [];
  const history = around(record.movements, change.seq);
  const { row: before } = projectSerial({ productId, serialKey }, history.before);
  const { row: after } = projectSerial({ productId, serialKey }, history.after);
  const { locationId, lot } = after.state;
  const place = { productId, serial: after.serial, locationId, lot };
  return [...statusEvents(change, before, after), ...anomalyEvents(change, place, { before, after })];
}

async function stockEvents(store: Store, change: MovementChange): Promise<FeedEvent[]> {
  const events: FeedEvent[] = [];
  for (const key of stockKeysOf(change.committed.movement)) {
    const history = around(await store.readStockMovements(key), change.seq);
    const { row: before } = projectStock(key, history.before);
    const { row: after } = projectStock(key, history.after);
    events.push(...anomalyEvents(change, { ...key, serial: null }, { before, after }));
  }
  return events;
}

/** Histories are read only for who wants to know what they tell. */
const FROM_HISTORY: Wanted = ['serial.status-changed', 'anomaly.opened', 'anomaly.settled'];

async function movementEvents(store: Store, change: MovementChange, wanted: Wanted): Promise<FeedEvent[]> {
  const { committed, row } = change;
  const accepted: FeedEvent = {
    id: idOf('movement.accepted', committed.movement.id),
    event: { type: 'movement.accepted', timestamp: at(committed.stamp.arrivedAt), data: committed }
  };
  if (!FROM_HISTORY.some((type) => wanted.includes(type))) return [accepted];
  return [accepted, ...(row ? await serialEvents(store, change, row) : await stockEvents(store, change))];
}

/**
 * What a change of the feed tells those who are called. A status and a contradiction
 * are compared between the history up to the movement and the history with it: told
 * is what the server believed then, also when it is told late.
 *
 * Nothing is told of rows that changed without a movement of their own (what is known
 * across serials): the feed does not say what they were before.
 *
 * @param now ms since the epoch, for changes that bear no instant
 */
export async function eventsOf(
  store: Store,
  change: Change,
  { wanted, now }: { wanted: Wanted; now: number }
): Promise<FeedEvent[]> {
  const found = await allOf();
  return found.filter(({ event }) => wanted.includes(event.type));

  async function allOf(): Promise<FeedEvent[]> {
    if (change.type === 'movement') return movementEvents(store, change, wanted);
    if (change.type !== 'document' || change.document.state !== 'closed') return [];
    const { document } = change;
    const event = { type: 'document.closed', timestamp: at(now), data: { document } } as const;
    return [{ id: idOf('document.closed', document.id), event }];
  }
}
