import type { DouchetteDatabase } from '../database.ts';
import type { SerialIdentity } from '../schema.ts';
import { serialsLastIn } from '../serials/read-rows.ts';
import { readSerialViews, type SerialView } from './serial-view.ts';

/**
 * The serials that are on a pallet or in a parcel, as this device knows it: those
 * that the server's rows put there and those of own scans, less those that own
 * scans took away. In the order of their serials.
 *
 * @param sscc 18 digits
 */
export async function serialsInContainer(db: DouchetteDatabase, sscc: string): Promise<SerialView[]> {
  const [held, own] = await Promise.all([
    serialsLastIn(db, sscc),
    db.outbox.where('movement.container').equals(sscc).toArray()
  ]);
  const identities = new Map<string, SerialIdentity>();
  const note = (productId: string, serialKey: string) =>
    identities.set(JSON.stringify([serialKey, productId]), { productId, serialKey });
  for (const { productId, serialKey } of held) note(productId, serialKey);
  for (const { productId, serialKey } of own) {
    if (productId !== undefined && serialKey !== undefined) note(productId, serialKey);
  }
  const inOrder = [...identities].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, identity]) => identity);
  const views = await readSerialViews(db, inOrder);
  return views.filter(({ row }) => row.state.container === sscc);
}
