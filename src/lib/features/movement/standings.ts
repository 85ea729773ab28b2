import type { DouchetteDatabase } from '$lib/db/database';
import { readSerialViews, type SerialView } from '$lib/db/queries/serial-view';
import type { Known } from './judge';

type Key = [productId: string, serialKey: string];

/** Where the same serials are under other products, on this device. */
async function keysElsewhere(
  db: DouchetteDatabase,
  productId: string,
  serialKeys: readonly string[]
): Promise<Key[]> {
  const found = await db.serials
    .where('serialKey')
    .anyOf([...serialKeys])
    .primaryKeys();
  return (found as unknown as Key[]).filter(([other]) => other !== productId);
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
  const elsewhere = await keysElsewhere(db, productId, serialKeys);
  const own = serialKeys.map((serialKey) => ({ productId, serialKey }));
  const other = elsewhere.map(([otherId, serialKey]) => ({ productId: otherId, serialKey }));
  const views = new Map<string, { view: SerialView | null; others: SerialView[] }>(
    serialKeys.map((key) => [key, { view: null, others: [] }])
  );
  for (const view of await readSerialViews(db, [...own, ...other])) {
    const known = views.get(view.row.serialKey);
    if (!known) continue;
    if (view.row.productId === productId) known.view = view;
    else known.others.push(view);
  }
  return serialKeys.map((key) => views.get(key) ?? { view: null, others: [] });
}
