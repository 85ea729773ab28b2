import type { SerialView } from '$lib/db/queries/serial-view';
import type { Known } from '$lib/db/queries/standings';

/** Why a scan is not stored without a person's look, although everything is there. */
export type Doubt = { why: 'format' } | { why: 'other-product'; productId: string };

const isHere = ({ row }: SerialView): boolean => row.state.status === 'in-stock';

/**
 * A label that carries a serial only says nothing of its product: when the product
 * that stands in the form hardly fits, storing at once would put the serial on a wrong one.
 *
 * @param input.fits the serial looks like the others of the product, or nothing is known of them
 */
export function doubtOf({ fits, known }: { fits: boolean; known: Known }): Doubt | null {
  if (known.view) return null;
  const elsewhere = known.others.find(isHere);
  if (elsewhere) return { why: 'other-product', productId: elsewhere.row.productId };
  return fits ? null : { why: 'format' };
}
