import type { MovementDraft } from '$lib/db/commands/record-movement';
import { readTogether } from '$lib/db/queries/read-together';
import { findSerialsByKey } from '$lib/db/queries/search-serials';
import type { SerialView } from '$lib/db/queries/serial-view';
import type { DeviceErrorCode } from '$lib/db/result';
import type { SerialIdentity } from '$lib/db/schema';
import type { Movement } from '$lib/domain/movement/movement';
import type { Device } from '$lib/sync/device';
import { judge, type Judgement } from './judge';

/** A stored scan, with what it turned out to be. */
export interface StoredScan {
  movement: Movement;
  judgement: Judgement;
  /** The code of the product under which the same serial is in stock; null for none. */
  otherProduct: string | null;
}

const isOf = ({ row }: SerialView, { productId, serialKey }: SerialIdentity): boolean =>
  row.productId === productId && row.serialKey === serialKey;

/**
 * Stores one movement durably and judges it.
 *
 * @param input.identity of its serial; null for a quantity or an unidentified scan
 * @param input.workId the work session that it is made in
 */
export async function storeScan(
  device: Device,
  input: { draft: MovementDraft; identity: SerialIdentity | null; workId?: string | undefined }
): Promise<StoredScan | { failed: DeviceErrorCode }> {
  const { db } = device;
  const { draft, identity, workId } = input;
  const recorded = await device.record(draft, { workId });
  if (!recorded.ok) return { failed: recorded.error.code };
  const movement = recorded.value;
  const { view, others, other, product } = await readTogether(db, async () => {
    const all = movement.serial === undefined ? [] : await findSerialsByKey(db, movement.serial);
    const elsewhere = all.filter(({ row }) => row.productId !== movement.productId);
    const inStock = elsewhere.find(({ row }) => row.state.status === 'in-stock');
    const held = inStock && (await db.products.get(inStock.row.productId));
    const own = identity && (all.find((known) => isOf(known, identity)) ?? null);
    return { view: own, others: elsewhere, other: inStock, product: held };
  });
  return {
    movement,
    judgement: judge({ movementId: movement.id, productId: movement.productId, view, others }),
    otherProduct: product?.code ?? other?.row.productId ?? null
  };
}
