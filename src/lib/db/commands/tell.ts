import { acceptanceCovering, type Acceptance, type Anomaly } from '../../domain/serial/anomaly.ts';
import { openAnomalies } from '../../domain/serial/serial-row.ts';
import type { DouchetteDatabase } from '../database.ts';
import type { Notice, StoredRow, StoredStockRow, Subject } from '../schema.ts';
import { openStockAnomalies } from '../to-stored.ts';

/**
 * Tells the people at this device of anomalies that their own scans are part of.
 *
 *   row as stored ──▶ its open anomalies with an own side ──▶ notice `open`
 *                 └─▶ a notice `open` whose anomaly is no longer open ──▶ `healed`, `accepted`, `reversed`
 *
 * A notice is stored in the transaction of the row that tells it, so that after a
 * crash both are in or neither; its id is the anomaly's, so that it is told once.
 */

/** A stored row as far as notices go. */
interface Flagged {
  subject: Subject;
  open: Anomaly[];
  acceptances: readonly Acceptance[];
  version: number;
}

const serialFlags = (row: StoredRow): Flagged => {
  const { productId, serialKey, serial, acceptances, version } = row;
  const open = row.open ? openAnomalies(row) : [];
  return { subject: { of: 'serial', productId, serialKey, serial }, open, acceptances, version };
};

const stockFlags = (row: StoredStockRow): Flagged => {
  const { productId, locationId, lot, acceptances, version } = row;
  const open = row.open ? openStockAnomalies(row) : [];
  return { subject: { of: 'stock', productId, locationId, lot }, open, acceptances, version };
};

const sidesOf = ({ movementId, againstMovementId }: Anomaly): string[] =>
  againstMovementId === null ? [movementId] : [movementId, againstMovementId];

const subjectKey = (subject: Subject): string =>
  subject.of === 'serial'
    ? JSON.stringify([subject.productId, subject.serialKey])
    : JSON.stringify([subject.productId, subject.locationId, subject.lot]);

/**
 * Which of the movements that open anomalies name were scanned here. Read before
 * the rows are stored and not in their transaction: recording a scan must not wait
 * for a page of the feed, and a scan is in the queue long before the feed has it.
 */
export async function findOwnSides(
  db: DouchetteDatabase,
  rows: readonly { anomalies: readonly Anomaly[]; warnings?: readonly Anomaly[] }[]
): Promise<Set<string>> {
  const anomalies = rows.flatMap((row) => [...row.anomalies, ...(row.warnings ?? [])]);
  const ids = [...new Set(anomalies.flatMap(sidesOf))];
  if (ids.length === 0) return new Set();
  const [own, pulled, identity] = await Promise.all([
    db.outbox.where('id').anyOf(ids).primaryKeys(),
    db.movements.where('id').anyOf(ids).toArray(),
    db.readMeta('identity')
  ]);
  // What was acknowledged long ago has left the queue.
  const madeHere = pulled.filter(
    ({ committed }) => committed.movement.origin.deviceId === identity?.deviceId
  );
  return new Set([...own, ...madeHere.map(({ id }) => id)]);
}

const isSame = (a: Anomaly, b: Anomaly): boolean =>
  a.id === b.id && a.againstMovementId === b.againstMovementId;

function opened(row: Flagged, own: ReadonlySet<string>, known: ReadonlyMap<string, Notice>): Notice[] {
  return row.open.flatMap((anomaly): Notice[] => {
    const ownMovementIds = sidesOf(anomaly).filter((id) => own.has(id));
    if (ownMovementIds.length === 0) return [];
    const { id } = anomaly;
    const told = known.get(id);
    if (told?.state === 'open' && isSame(told.anomaly, anomaly)) return [];
    const { subject, version } = row;
    return [
      { id, anomaly, subject, state: 'open', closedBy: null, ownMovementIds, version, acknowledged: 0 }
    ];
  });
}

async function ended(db: DouchetteDatabase, notice: Notice, row: Flagged): Promise<Notice> {
  const { version } = row;
  const acceptance = acceptanceCovering(row.acceptances, notice.anomaly);
  if (acceptance) {
    return { ...notice, state: 'accepted', closedBy: acceptance.movementId, version, acknowledged: 0 };
  }
  const sides = sidesOf(notice.anomaly);
  const reversals = await db.movements.where('committed.movement.reverses').anyOf(sides).sortBy('seq');
  const closedBy = reversals.at(-1)?.id ?? null;
  return { ...notice, state: closedBy === null ? 'healed' : 'reversed', closedBy, version, acknowledged: 0 };
}

/** Brings the notices up to rows that have just been stored, within their transaction. */
export async function tell(
  db: DouchetteDatabase,
  stored: { rows: readonly StoredRow[]; stock: readonly StoredStockRow[]; own: ReadonlySet<string> }
): Promise<void> {
  const flagged = [...stored.rows.map(serialFlags), ...stored.stock.map(stockFlags)];
  const bySubject = new Map(flagged.map((row) => [subjectKey(row.subject), row]));
  const openIds = flagged.flatMap(({ open }) => open.map(({ id }) => id));
  const known = await db.notices.where('id').anyOf(openIds).or('state').equals('open').toArray();
  const knownById = new Map(known.map((notice) => [notice.id, notice]));
  const told = flagged.flatMap((row) => opened(row, stored.own, knownById));
  for (const notice of known) {
    const row = bySubject.get(subjectKey(notice.subject));
    const isOpen = row?.open.some(({ id }) => id === notice.id) ?? true;
    if (row && notice.state === 'open' && !isOpen) told.push(await ended(db, notice, row));
  }
  if (told.length > 0) await db.notices.bulkPut(told);
}
