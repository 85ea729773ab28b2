import type { MovementDraft } from '$lib/db/commands/record-movement';
import type { DouchetteDatabase } from '$lib/db/database';
import { readTogether } from '$lib/db/queries/read-together';
import { findSerialsByKey } from '$lib/db/queries/search-serials';
import type { Known } from '$lib/db/queries/standings';
import type { SerialView } from '$lib/db/queries/serial-view';
import type { DeviceErrorCode } from '$lib/db/result';
import type { SerialIdentity } from '$lib/db/schema';
import type { Movement } from '$lib/domain/movement/movement';
import type { Device } from '$lib/sync/device';
import { judge, judgeStored, type Judgement } from './judge';

/** A stored scan, with what it turned out to be. */
export interface StoredScan {
  movement: Movement;
  judgement: Judgement;
  /** The code of the product under which the same serial is in stock; null for none. */
  otherProduct: string | null;
}

const isOf = ({ row }: SerialView, { productId, serialKey }: SerialIdentity): boolean =>
  row.productId === productId && row.serialKey === serialKey;

/** What is known of a serial, with the code of the product under which it is in stock elsewhere. */
interface Standing {
  known: Known;
  otherProduct: string | null;
}

/** @param input.identity none while its product is unknown */
function readStanding(
  db: DouchetteDatabase,
  input: { serial: string; productId: string | null; identity: SerialIdentity | null }
): Promise<Standing> {
  const { serial, productId, identity } = input;
  return readTogether(db, async () => {
    const all = await findSerialsByKey(db, serial);
    const others = all.filter(({ row }) => row.productId !== productId);
    const other = others.find(({ row }) => row.state.status === 'in-stock');
    const product = other && (await db.products.get(other.row.productId));
    const view = identity && (all.find((one) => isOf(one, identity)) ?? null);
    return { known: { view, others }, otherProduct: product?.code ?? other?.row.productId ?? null };
  });
}

const nothing: Standing = { known: { view: null, others: [] }, otherProduct: null };

/**
 * Stores one movement durably and judges it. What is known of its serial is read
 * before: the beep then waits for one write alone, which ends the transactions of a scan.
 *
 * @param input.identity of its serial; null for a quantity or an unidentified scan
 * @param input.workId the work session that it is made in
 */
export async function storeScan(
  device: Device,
  input: { draft: MovementDraft; identity: SerialIdentity | null; workId?: string | undefined }
): Promise<StoredScan | { failed: DeviceErrorCode }> {
  const { draft, identity, workId } = input;
  const { serial, productId } = draft;
  const look = async (): Promise<Standing> =>
    serial === undefined ? nothing : readStanding(device.db, { serial, productId, identity });
  // A database that cannot be read just now may be written at the third try.
  const before = await look().catch(() => null);
  const recorded = await device.record(draft, { workId });
  if (!recorded.ok) return { failed: recorded.error.code };
  const movement = recorded.value;
  const judgement = before && identity && judgeStored({ movement, identity, known: before.known });
  if (judgement) return { movement, judgement, otherProduct: before.otherProduct };
  const { known, otherProduct } = before && !identity ? before : await look();
  const judged = judge({ movementId: movement.id, productId, ...known });
  return { movement, judgement: judged, otherProduct };
}
