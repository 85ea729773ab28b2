import type { ReadScan } from '$lib/components/scanning/scan-hub.svelte';
import type { DouchetteDatabase } from '$lib/db/database';
import { serialsInContainer } from '$lib/db/queries/container';
import type { Offered } from './read-codes';

/**
 * The serials recorded on a pallet, each as a scan of its own: what was read is
 * the pallet's label, and that is what their movements keep as the raw scan.
 */
export async function palletContents(
  db: DouchetteDatabase,
  input: { sscc: string; scan: ReadScan; ticked: boolean }
): Promise<Offered[]> {
  const { sscc, scan, ticked } = input;
  const { source, raw, codes } = scan;
  const views = await serialsInContainer(db, sscc);
  return views.map(({ row: { productId, serial, state } }) => ({
    serial,
    scan: { source, raw, codes, productId, serial, sscc, ...(state.lot !== null && { lot: state.lot }) },
    ticked,
    choice: null
  }));
}
