import type { Table } from 'dexie';
import type { DouchetteDatabase } from '../database.ts';
import type { SerialIdentity } from '../schema.ts';
import { readRowsWithin, rowTables } from '../serials/read-rows.ts';
import { layerSerial, type SerialView } from '../serial-layers.ts';

export type { SerialView } from '../serial-layers.ts';

type Key = [string, string];

/** Groups rows by serial, so that many serials cost three reads and not three each. */
function byKey<Row extends { productId?: string | undefined; serialKey?: string | undefined }>(
  rows: readonly Row[]
): (identity: SerialIdentity) => Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.productId, row.serialKey]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return ({ productId, serialKey }) => groups.get(JSON.stringify([productId, serialKey])) ?? [];
}

/** The rows of a table about some serials. Of a single one, as a look-up asks, they are read at once instead of by a cursor. */
function ofSerials<Row>(table: Table<Row, string>, keys: readonly Key[]): Promise<Row[]> {
  const where = table.where('[productId+serialKey]');
  const [only, ...more] = keys;
  if (only === undefined) return Promise.resolve([]);
  return more.length === 0 ? where.equals(only).toArray() : where.anyOf([...keys]).toArray();
}

/**
 * What is known here of several serials, in the order asked; serials that
 * nothing is known of are left out.
 */
export async function readSerialViews(
  db: DouchetteDatabase,
  identities: readonly SerialIdentity[]
): Promise<SerialView[]> {
  const keys = identities.map(({ productId, serialKey }): Key => [productId, serialKey]);
  // One transaction: a page of the feed stored between two reads would show a scan twice.
  return db.transaction('r', [...rowTables(db), db.outbox, db.movements], async () => {
    const [rows, own, cursor] = await Promise.all([
      readRowsWithin(db, identities),
      ofSerials(db.outbox, keys),
      db.readFeed('cursor')
    ]);
    const ownOf = byKey(own);
    const layeredKeys = keys.filter(([productId, serialKey]) => ownOf({ productId, serialKey }).length > 0);
    const pulled = await ofSerials(db.movements, layeredKeys);
    const pulledOf = byKey(pulled);
    return identities.flatMap((identity, place) => {
      const sources = { identity, row: rows[place], cursor };
      const view = layerSerial({ ...sources, own: ownOf(identity), pulled: pulledOf(identity) });
      return view ? [view] : [];
    });
  });
}

/**
 * What is known here of one serial: the server's row with own movements layered
 * on it. Null when neither the server's data nor the queue holds it.
 *
 * @param identity.serialKey folded by `serialKey` under the product's rule of case
 */
export async function readSerialView(
  db: DouchetteDatabase,
  identity: SerialIdentity
): Promise<SerialView | null> {
  const [view] = await readSerialViews(db, [identity]);
  return view ?? null;
}
