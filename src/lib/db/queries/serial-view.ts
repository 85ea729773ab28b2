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
      db.outbox.where('[productId+serialKey]').anyOf(keys).toArray(),
      db.readFeed('cursor')
    ]);
    const ownOf = byKey(own);
    const layeredKeys = keys.filter(([productId, serialKey]) => ownOf({ productId, serialKey }).length > 0);
    const pulled = await db.movements.where('[productId+serialKey]').anyOf(layeredKeys).toArray();
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
