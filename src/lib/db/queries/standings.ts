import type { DouchetteDatabase } from '../database.ts';
import type { SerialIdentity } from '../schema.ts';
import { serialsOfKeys } from '../serials/read-rows.ts';
import { readSerialViews, type SerialView } from './serial-view.ts';

/** What is known of a serial before a movement of it is made. */
export interface Known {
  view: SerialView | null;
  /** The same serial under other products. */
  others: readonly SerialView[];
}

/** Where the same serials are under other products, on this device. */
async function findElsewhere(
  db: DouchetteDatabase,
  productId: string,
  serialKeys: readonly string[]
): Promise<SerialIdentity[]> {
  const found = await serialsOfKeys(db, serialKeys);
  return found.filter((other) => other.productId !== productId);
}

/**
 * What this device knows of many serials of one product, in the order asked: a
 * few reads for all of them.
 */
export async function readStandings(
  db: DouchetteDatabase,
  productId: string,
  serialKeys: readonly string[]
): Promise<Known[]> {
  const elsewhere = await findElsewhere(db, productId, serialKeys);
  const own = serialKeys.map((serialKey) => ({ productId, serialKey }));
  const views = new Map<string, { view: SerialView | null; others: SerialView[] }>(
    serialKeys.map((key) => [key, { view: null, others: [] }])
  );
  for (const view of await readSerialViews(db, [...own, ...elsewhere])) {
    const known = views.get(view.row.serialKey);
    if (!known) continue;
    if (view.row.productId === productId) known.view = view;
    else known.others.push(view);
  }
  return serialKeys.map((key) => views.get(key) ?? { view: null, others: [] });
}
