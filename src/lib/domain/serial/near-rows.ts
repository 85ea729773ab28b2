import { compareCodePoints } from '../text/compare-code-points.ts';
import { serialNearness, type Nearness } from './near-serials.ts';
import { normaliseSerial } from './serial-identity.ts';

interface Identity {
  productId: string;
  serialKey: string;
}

/** "Did you mean": which serials may have been meant by a text. */
export interface NearQuery {
  text: string;
  /** Among the serials of one product; null among all. */
  productId: string | null;
  limit: number;
}

/** The text as a serial; null when it cannot be one, and nothing is near it. */
export function readNearText(text: string): string | null {
  const normal = normaliseSerial(text);
  return normal.ok ? normal.serial : null;
}

const distance = ({ slips, lookAlikes }: Nearness): number => 2 * slips + lookAlikes;

/**
 * The rows whose serial is near a text (see `near-serials.ts`), the likeliest
 * first, then by serial and product; the serial itself is not among them.
 *
 * @param exactCaseOf does the product distinguish `abc` from `ABC`?
 */
export function selectNearRows<Row extends Identity>(
  candidates: Iterable<Row>,
  { text, productId, limit }: NearQuery,
  exactCaseOf: (productId: string) => boolean
): Row[] {
  const sought = readNearText(text);
  if (sought === null) return [];
  const found: { row: Row; nearness: Nearness }[] = [];
  for (const row of candidates) {
    if (productId !== null && row.productId !== productId) continue;
    const nearness = serialNearness(sought, row.serialKey, { exactCase: exactCaseOf(row.productId) });
    if (nearness) found.push({ row, nearness });
  }
  found.sort(
    (a, b) =>
      distance(a.nearness) - distance(b.nearness) ||
      a.nearness.slips - b.nearness.slips ||
      compareCodePoints(a.row.serialKey, b.row.serialKey) ||
      compareCodePoints(a.row.productId, b.row.productId)
  );
  return found.slice(0, limit).map(({ row }) => row);
}
